import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import { ProblemError } from '#api/http/errors.ts'
import { createIdempotencyKey, type Command } from '#api/commands/command.ts'
import { canAct } from '#api/cache/stale-data.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { versionOptions } from '#api/queries/version.ts'
import { decide, type Action } from '#domain/lifecycle.ts'
import { useCanAct } from '#features/session/use-can-act.ts'
import { useSessionExpired } from '#features/session/use-session-expired.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import '#i18n/dialog-messages.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { useAnnounce } from '#ui/announcer.tsx'
import { Sentence } from '#ui/sentence.tsx'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { ActionCommand, PendingConfirmation } from '#features/actions/state/action-context.ts'
import styles from './action-dialog.module.css'
import { DialogButtons } from './dialog-buttons.tsx'
import { toRequestBody, validate } from './action-form.ts'
import { ActionFields } from './action-fields.tsx'
import { NameNotice } from './name-notice.tsx'
import { VersionIdentity } from '#features/actions/impact/version-identity.tsx'
import { ImpactSideEffects } from '#features/actions/impact/impact-side-effects.tsx'
import { ImpactSection } from '#features/actions/impact/impact-section.tsx'
import { CloseInsteadButton } from './close-instead-button.tsx'
import { DialogForm } from './dialog-form.tsx'
import { removeDraft } from './form-drafts.ts'
import { useActionForm } from './use-action-form.ts'
import { WaitingNotice } from './waiting-notice.tsx'
import { StaleNotice } from './stale-notice.tsx'
import { SlowResponseNotice } from './slow-response-notice.tsx'
import { DialogAlert } from './dialog-alert.tsx'

interface ActionDialogProps {
  readonly confirmation: PendingConfirmation
  /** The command confirmed in this dialog, until it is completed. */
  readonly pendingCommand: ActionCommand | null
  /** Runs the command. Resolves with whether it succeeded. */
  readonly onConfirm: (command: Command) => Promise<boolean>
  readonly onSwitch: (action: Action) => void
  readonly onCancel: () => void
  readonly onClosed: () => void
}

/** Confirmation dialog for one action on one version, with a preview of its impact. */
export function ActionDialog({ confirmation, pendingCommand, onConfirm, onSwitch, onCancel, onClosed }: ActionDialogProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const id = useId()
  const announce = useAnnounce()
  const client = useQueryClient()
  const cancelRef = useRef<HTMLButtonElement>(null)
  const [wasPressedEarly, setWasPressedEarly] = useState(false)
  const { action } = confirmation
  const spec = actionSpecs[action]
  const versionQuery = useQuery(versionOptions(confirmation.version.id))
  const session = useQuery(sessionOptions)
  const userId = session.data?.user.id ?? ''
  const form = useActionForm(confirmation, userId)
  // The version handed in may be newer than the cached one of its page.
  const version =
    versionQuery.data && versionQuery.data.revision >= confirmation.version.revision ? versionQuery.data : confirmation.version
  const hasChanged = version.revision > confirmation.version.revision
  const history = useInfiniteQuery({ ...historyOptions(confirmation.version.id), enabled: hasChanged })
  const impact = useQuery({ ...impactOptions(version.id, version.revision), enabled: spec.impact !== null })
  const status = pendingCommand?.status
  const progress = status?.kind === 'pending' ? status.progress : null
  const isOutcomeUnknown = status?.kind === 'failed' && status.failure === 'unexpected'
  const isBusy = progress !== null
  // After a long wait for the impact, the user may confirm without it.
  const mustWait = progress === 'sending' || progress === 'slow'

  const permissions = session.data?.permissions ?? []
  const verdict = decide(version, action, permissions)
  const closeVerdict = decide(version, 'close', permissions)
  // Without impact numbers the check must not be weaker: the name has to be typed, too.
  const mustTypeName = spec.fields.includes('typedName') && (impact.data?.stop.requiresTypedName ?? impact.isError)
  const fieldErrors = validate(action, form.values, mustTypeName ? version.name : null)
  const isLoadingImpact = spec.impact !== null && (impact.isPending || impact.isPlaceholderData)
  // The two endings are compared only if both are allowed and the impact has loaded.
  const canCompare = spec.alternative !== null && closeVerdict.allowed && !(impact.isError && impact.data === undefined)
  const isMissing = versionQuery.error instanceof ProblemError && versionQuery.error.problem.status === 404
  const canActNow = useCanAct()
  const sessionExpired = useSessionExpired()

  const getButtonState = () => {
    if (isBusy) return mustWait ? 'sending' : 'inBackground'
    if (!verdict.allowed || isMissing || isOutcomeUnknown || sessionExpired !== null) return 'blocked'
    if (!canActNow) return 'stale'
    return isLoadingImpact ? 'loadingImpact' : 'ready'
  }
  const submit = async () => {
    // Checked again: the data may have become stale since the last render.
    if (!canAct()) return
    if (fieldErrors.length > 0) return form.refuse()
    const revision = impact.data?.revision ?? version.revision
    form.freezeName()
    const body = toRequestBody(action, form.values)
    const succeeded = await onConfirm({ action, versionId: version.id, userId, revision, key: createIdempotencyKey(), body })
    if (succeeded) removeDraft(client, action, version.id)
  }
  const switchTo = (other: Action) => {
    form.hideErrors()
    onSwitch(other)
    cancelRef.current?.focus({ preventScroll: true })
    announce(`${t(`confirm.title.${other}`)}. ${t(`confirm.question.${other}`, { title: labels.fullTitle(version) })}`)
  }

  const buttonState = getButtonState()
  const onEarlyPress = () => {
    if (buttonState === 'loadingImpact') setWasPressedEarly(true)
    announce(t(buttonState === 'loadingImpact' ? 'confirm.waiting' : 'session.reading'))
  }

  const closeInsteadButton = spec.alternative !== null && (
    <CloseInsteadButton
      verdict={closeVerdict}
      state={isBusy ? 'sending' : 'deciding'}
      onPress={() => switchTo('close')}
      focusFallback={cancelRef}
    />
  )

  return (
    <AlertDialog
      title={t(`confirm.title.${action}`)}
      size={spec.dialogSize}
      describedBy={`${id}-question ${id}-consequence`}
      initialFocus={cancelRef}
      onCancel={() => !mustWait && onCancel()}
      onClosed={onClosed}
      notices={
        <>
          <StaleNotice id={`${id}-stale`} commandState={isBusy ? 'inFlight' : 'none'} />
          <DialogAlert
            id={`${id}-alert`}
            action={action}
            pendingCommand={pendingCommand}
            missingError={versionQuery.error instanceof ProblemError ? versionQuery.error : null}
            latestEntry={hasChanged ? history.data?.pages[0]?.items[0] : undefined}
            hasChanged={hasChanged}
            verdict={verdict}
          />
          <SlowResponseNotice progress={progress} />
          <WaitingNotice
            id={`${id}-waiting`}
            impactState={isLoadingImpact ? 'loading' : impact.data === undefined ? 'failed' : 'loaded'}
            wasPressed={wasPressedEarly && progress === null}
          />
        </>
      }
      buttons={
        <DialogButtons
          action={action}
          state={buttonState}
          describedBy={`${id}-stale ${id}-alert ${id}-waiting`}
          onEarlyPress={onEarlyPress}
          closeInstead={canCompare ? null : closeInsteadButton}
          cancelRef={cancelRef}
          onCancel={onCancel}
          onConfirm={() => void submit()}
        />
      }
    >
      <div className={styles.body}>
        <div>
          <p id={`${id}-question`} className={styles.question}>
            <Sentence text={t(`confirm.question.${action}`, { title: labels.fullTitle(version) })} verbatim={[isolateBidi(version.name)]} />
          </p>
          <VersionIdentity id={version.id} createdBy={version.createdBy} />
        </div>
        {spec.alternative !== null && closeVerdict.allowed && <p className={styles.advice}>{t('confirm.advice')}</p>}
        {spec.impact !== null && <ImpactSection action={action} impact={impact} closeInstead={canCompare ? closeInsteadButton : null} />}
        <p id={`${id}-consequence`} className={styles.consequence}>
          {t(`confirm.consequence.${action}`)}
        </p>
        <div className={`${styles.decision} ${styles[spec.dialogSize] ?? ''}`}>
          <DialogForm action={action} refusals={form.refusals} onEnter={() => buttonState === 'ready' && void submit()}>
            <ActionFields
              action={action}
              values={form.values}
              onChange={form.change}
              nameToType={mustTypeName ? version.name : null}
              errors={form.refusals > 0 ? fieldErrors : []}
              nameNotice={<NameNotice versionId={version.id} name={isBusy || fieldErrors.length > 0 ? null : form.enteredName} />}
            />
          </DialogForm>
          {spec.impact !== null && <ImpactSideEffects action={action} impact={impact} />}
        </div>
      </div>
    </AlertDialog>
  )
}
