import { useTranslations } from 'use-intl'
import type { BatchAction } from '#domain/batch.ts'
import type { Verdict } from '#domain/lifecycle.ts'
import { AlertBox } from '#features/actions/notices/alert-box.tsx'
import { useBatchRejection } from '#features/batches/state/use-batch-rejection.ts'
import type { Sentences } from '#features/version/use-rejection-sentences.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import type { BatchAlert } from './batch-dialog-state.ts'

interface BatchDialogAlertProps {
  readonly id: string
  readonly action: BatchAction
  readonly alert: BatchAlert
  readonly verdict: Verdict
}

/** The alert in the dialog of a batch. */
export function BatchDialogAlert({ id, action, alert, verdict }: BatchDialogAlertProps) {
  const t = useTranslations()
  const labels = useVersionLabels()
  const batchRejection = useBatchRejection()
  const getSentences = (): Sentences => {
    switch (alert.kind) {
      case 'none':
        return []
      case 'lookingUp':
        return [t('pendingCommand.lookingUp'), alert.isUnreachable ? t('pendingCommand.lookupUnreachable') : undefined]
      case 'failed':
        return batchRejection(alert.failure, action, verdict)
      case 'notAllowed':
        return [t('pendingCommand.notAllowed', { reason: labels.unavailableReason(verdict, action) ?? '' })]
      case 'nothingToEnd':
        return [t(`batch.nothing.${action}`)]
      case 'expired':
        return [t('batch.expired'), t('pendingCommand.confirmAgain')]
    }
  }
  return <AlertBox id={id} tone={alert.kind === 'lookingUp' ? 'lookingUp' : 'error'} sentences={getSentences()} />
}
