import { useId, useRef, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { ActionFields } from '#features/actions/dialog/action-fields.tsx'
import { CloseInsteadButton } from '#features/actions/dialog/close-instead-button.tsx'
import { DialogButtons } from '#features/actions/dialog/dialog-buttons.tsx'
import { DialogForm } from '#features/actions/dialog/dialog-form.tsx'
import { SlowResponseNotice } from '#features/actions/notices/slow-response-notice.tsx'
import { StaleNotice } from '#features/actions/notices/stale-notice.tsx'
import { WaitingNotice } from '#features/actions/notices/waiting-notice.tsx'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { BatchRequest } from '#features/batches/state/batches-context.ts'
import type { BatchCommands, PendingBatchCommand } from '#features/batches/state/use-batch-commands.ts'
import '#i18n/batch-messages.ts'
import '#i18n/activity-messages.ts'
import '#i18n/dialog-messages.ts'
import { AlertDialog } from '#ui/alert-dialog.tsx'
import { useAnnounce } from '#ui/announcer.tsx'
import { BatchDialogAlert } from './batch-alert.tsx'
import styles from './batch-dialog.module.css'
import { PreflightLists } from './preflight-lists.tsx'
import { PreflightSection } from './preflight-section.tsx'
import { TypedCountField } from './typed-count-field.tsx'
import { useBatchDialog } from './use-batch-dialog.ts'
import type { PreflightState } from './use-preflight.ts'

interface BatchDialogProps {
  readonly request: BatchRequest
  /** The command confirmed in this dialog, until it is completed. */
  readonly pendingCommand: PendingBatchCommand | null
  readonly run: BatchCommands['run']
  /** Called with the number of versions that will be ended. */
  readonly onStarted: (count: number) => void
  readonly onSwitch: (request: BatchRequest) => void
  readonly onCancel: () => void
  readonly onClosed: () => void
}

/** The question: how many of the selected versions, once that is known. */
function useQuestion({ action, count }: BatchRequest, preflight: PreflightState): string {
  const t = useTranslations()
  if (preflight.kind !== 'loaded') return t(`batch.question.${action}`, { count })
  const { endable, selected } = preflight.preflight
  return endable === selected || endable === 0
    ? t(`batch.question.${action}`, { count: selected })
    : t(`batch.questionSome.${action}`, { count: endable, selected })
}

/** Confirmation dialog for ending many versions, with a preview of what it does. */
export function BatchDialog({ request, pendingCommand, run, onStarted, onSwitch, onCancel, onClosed }: BatchDialogProps) {
  const t = useTranslations()
  const id = useId()
  const announce = useAnnounce()
  const cancelRef = useRef<HTMLButtonElement>(null)
  const [wasPressedEarly, setWasPressedEarly] = useState(false)
  const { action } = request
  const { state, preflight, form, submit } = useBatchDialog(request, pendingCommand, run, onStarted)
  const question = useQuestion(request, preflight.state)
  const progress = 'progress' in state ? state.progress : null
  const closeInstead = () => {
    form.hideErrors()
    onSwitch({ ...request, action: 'close' })
    cancelRef.current?.focus({ preventScroll: true })
    announce(`${t('batch.title.close')}. ${t('batch.question.close', { count: request.count })}`)
  }
  const onEarlyPress = () => {
    if (state.phase === 'loadingImpact') setWasPressedEarly(true)
    announce(t(state.phase === 'loadingImpact' ? 'confirm.waiting' : 'dialogSession.reading'))
  }
  return (
    <AlertDialog
      title={t(`batch.title.${action}`)}
      size={actionSpecs[action].dialogSize}
      describedBy={`${id}-question ${id}-consequence`}
      initialFocus={cancelRef}
      onCancel={() => state.phase !== 'sending' && onCancel()}
      onClosed={onClosed}
      notices={
        <>
          <StaleNotice id={`${id}-stale`} commandState={progress === null ? 'none' : 'inFlight'} />
          <BatchDialogAlert id={`${id}-alert`} action={action} alert={state.alert} verdict={state.verdict} />
          <SlowResponseNotice progress={progress} />
          <WaitingNotice id={`${id}-waiting`} impactState={preflight.state.kind} wasPressed={wasPressedEarly && progress === null} />
        </>
      }
      buttons={
        <DialogButtons
          action={action}
          state={state.phase}
          describedBy={`${id}-stale ${id}-alert ${id}-waiting`}
          onEarlyPress={onEarlyPress}
          closeInstead={
            action === 'stop' && (
              <CloseInsteadButton
                verdict={state.closeVerdict}
                state={progress === null ? 'deciding' : 'sending'}
                onPress={closeInstead}
                focusFallback={cancelRef}
              />
            )
          }
          cancelRef={cancelRef}
          onCancel={onCancel}
          onConfirm={() => void submit()}
        />
      }
    >
      <div className={styles.body}>
        <p id={`${id}-question`} className={styles.question}>
          {question}
        </p>
        {action === 'stop' && state.closeVerdict.allowed && <p className={styles.advice}>{t('batch.advice')}</p>}
        {request.unshown > 0 && <p className={styles.warning}>{t('batch.unshown', { count: request.unshown })}</p>}
        {'query' in request.selection && <p className={styles.warning}>{t('batch.matching')}</p>}
        <PreflightSection action={action} preflight={preflight.state} onRetry={preflight.retry} />
        <p id={`${id}-consequence`} className={styles.consequence}>
          {t(`batch.consequence.${action}`)}
        </p>
        <div className={styles.decision}>
          <BatchForm request={request} form={form} countToType={state.countToType} />
          <div className={styles.lists}>
            {preflight.state.kind === 'loaded' && <PreflightLists preflight={preflight.state.preflight} />}
          </div>
        </div>
      </div>
    </AlertDialog>
  )
}

interface BatchFormProps {
  readonly request: BatchRequest
  readonly form: ReturnType<typeof useBatchDialog>['form']
  readonly countToType: number | null
}

/** Reason, note, and the number to type. */
function BatchForm({ request: { action }, form, countToType }: BatchFormProps) {
  const t = useTranslations()
  const format = useFormatter()
  const isShown = form.refusals > 0
  return (
    <DialogForm action={action} refusals={form.refusals} onEnter={() => {}}>
      <ActionFields
        action={action}
        values={form.values}
        onChange={form.change}
        nameToType={null}
        errors={isShown ? form.errors : []}
        nameNotice={null}
      />
      {countToType !== null && (
        <TypedCountField
          label={t(`batch.typeCount.${action}`)}
          hint={format.number(countToType)}
          value={form.typedCount}
          error={isShown && form.countError !== null ? t(`batch.fieldError.${form.countError}`) : null}
          onChange={form.changeTypedCount}
        />
      )}
    </DialogForm>
  )
}
