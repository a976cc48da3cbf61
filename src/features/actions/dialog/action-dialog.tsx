import { useId, useRef, useState, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import type { Command } from '#api/commands/command.ts'
import type { Action } from '#domain/lifecycle.ts'
import { isolateBidi, useVersionLabels } from '#features/version/use-version-labels.ts'
import '#i18n/activity-messages.ts'
import '#i18n/dialog-messages.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { useAnnounce } from '#ui/announcer.tsx'
import { Sentence } from '#ui/sentence.tsx'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { ActionCommand, PendingConfirmation } from '#features/actions/state/action-context.ts'
import { ImpactSection } from '#features/actions/impact/impact-section.tsx'
import { ImpactSideEffects } from '#features/actions/impact/impact-side-effects.tsx'
import { VersionIdentity } from '#features/actions/impact/version-identity.tsx'
import styles from './action-dialog.module.css'
import { ActionFields } from './action-fields.tsx'
import { CloseInsteadButton } from './close-instead-button.tsx'
import { DialogAlert } from './dialog-alert.tsx'
import { DialogButtons } from './dialog-buttons.tsx'
import { DialogForm } from './dialog-form.tsx'
import { NameNotice } from './name-notice.tsx'
import { SlowResponseNotice } from '#features/actions/notices/slow-response-notice.tsx'
import { StaleNotice } from '#features/actions/notices/stale-notice.tsx'
import { useActionDialog } from './use-action-dialog.ts'
import { WaitingNotice } from '#features/actions/notices/waiting-notice.tsx'

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

/** Confirmation dialog for one action on one version, with a preview of its impact: a layout over its state. */
export function ActionDialog({ confirmation, pendingCommand, onConfirm, onSwitch, onCancel, onClosed }: ActionDialogProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const id = useId()
  const announce = useAnnounce()
  const cancelRef = useRef<HTMLButtonElement>(null)
  const [wasPressedEarly, setWasPressedEarly] = useState(false)
  const { action } = confirmation
  const dialog = useActionDialog(confirmation, pendingCommand, onConfirm)
  const { state, latestEntry, form, submit } = dialog
  const { version, alternative } = state
  const progress = 'progress' in state ? state.progress : null
  const switchTo = (other: Action) => {
    form.hideErrors()
    onSwitch(other)
    cancelRef.current?.focus({ preventScroll: true })
    announce(`${t(`confirm.title.${other}`)}. ${t(`confirm.question.${other}`, { title: labels.fullTitle(version) })}`)
  }
  const onEarlyPress = () => {
    if (state.phase === 'loadingImpact') setWasPressedEarly(true)
    announce(t(state.phase === 'loadingImpact' ? 'confirm.waiting' : 'dialogSession.reading'))
  }
  const closeInsteadButton = alternative && (
    <CloseInsteadButton
      verdict={alternative.verdict}
      state={progress === null ? 'deciding' : 'sending'}
      onPress={() => switchTo('close')}
      focusFallback={cancelRef}
    />
  )

  return (
    <AlertDialog
      title={t(`confirm.title.${action}`)}
      size={actionSpecs[action].dialogSize}
      describedBy={`${id}-question ${id}-consequence`}
      initialFocus={cancelRef}
      onCancel={() => state.phase !== 'sending' && onCancel()}
      onClosed={onClosed}
      notices={
        <>
          <StaleNotice id={`${id}-stale`} commandState={progress === null ? 'none' : 'inFlight'} />
          <DialogAlert id={`${id}-alert`} action={action} alert={state.alert} verdict={state.verdict} latestEntry={latestEntry} />
          <SlowResponseNotice progress={progress} />
          <WaitingNotice id={`${id}-waiting`} impactState={state.impactState} wasPressed={wasPressedEarly && progress === null} />
        </>
      }
      buttons={
        <DialogButtons
          action={action}
          state={state.phase}
          describedBy={`${id}-stale ${id}-alert ${id}-waiting`}
          onEarlyPress={onEarlyPress}
          closeInstead={alternative?.placement === 'buttons' ? closeInsteadButton : null}
          cancelRef={cancelRef}
          onCancel={onCancel}
          onConfirm={() => void submit()}
        />
      }
    >
      <DialogBody id={id} action={action} dialog={dialog} closeInstead={closeInsteadButton} />
    </AlertDialog>
  )
}

interface DialogBodyProps {
  readonly id: string
  readonly action: Action
  readonly dialog: ReturnType<typeof useActionDialog>
  readonly closeInstead: ReactNode
}

/** Question, impact, consequence and form. */
function DialogBody({ id, action, dialog, closeInstead }: DialogBodyProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const { state, impact, form, fieldErrors, submit } = dialog
  const { version, alternative } = state
  const spec = actionSpecs[action]
  return (
    <div className={styles.body}>
      <div>
        <p id={`${id}-question`} className={styles.question}>
          <Sentence text={t(`confirm.question.${action}`, { title: labels.fullTitle(version) })} verbatim={[isolateBidi(version.name)]} />
        </p>
        <VersionIdentity id={version.id} createdBy={version.createdBy} />
      </div>
      {alternative?.verdict.allowed && <p className={styles.advice}>{t('confirm.advice')}</p>}
      {spec.impact && (
        <ImpactSection action={action} impact={impact} closeInstead={alternative?.placement === 'comparison' ? closeInstead : null} />
      )}
      <p id={`${id}-consequence`} className={styles.consequence}>
        {t(`confirm.consequence.${action}`)}
      </p>
      <div className={`${styles.decision} ${styles[spec.dialogSize] ?? ''}`}>
        <DialogForm action={action} refusals={form.refusals} onEnter={() => state.phase === 'ready' && void submit()}>
          <ActionFields
            action={action}
            values={form.values}
            onChange={form.change}
            nameToType={state.nameToType}
            errors={form.refusals > 0 ? fieldErrors : []}
            nameNotice={
              <NameNotice versionId={version.id} name={'progress' in state || fieldErrors.length > 0 ? null : form.enteredName} />
            }
          />
        </DialogForm>
        {spec.impact && <ImpactSideEffects action={action} impact={impact} />}
      </div>
    </div>
  )
}
