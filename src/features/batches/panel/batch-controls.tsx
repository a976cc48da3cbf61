import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Batch } from '#api/contract/batches/batch.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { BatchAction } from '#domain/batch.ts'
import { findMissingPermission, permissionByAction } from '#domain/lifecycle.ts'
import { AlertBox } from '#features/actions/notices/alert-box.tsx'
import { parseTypedCount } from '#features/batches/dialog/batch-dialog-state.ts'
import { TypedCountField } from '#features/batches/dialog/typed-count-field.tsx'
import type { BatchCommands, PendingBatchCommand } from '#features/batches/state/use-batch-commands.ts'
import { useBatchRejection } from '#features/batches/state/use-batch-rejection.ts'
import { useCanAct } from '#features/session/use-connection.ts'
import { Button } from '#ui/input/button.tsx'
import { focusInSight } from '#ui/input/focus-fallback.ts'
import styles from './batches-panel.module.css'

interface BatchControlsProps {
  readonly batch: Batch
  readonly commands: BatchCommands
  /** Called with the batch that retries what failed. */
  readonly onRetried: (batchId: string) => void
}

/** Whether items failed that were not tried again yet. */
const hasRetryableFailures = ({ endedAt, counts, retriedBy }: Batch): boolean => endedAt !== null && counts.failed > 0 && retriedBy === null

/** Why the user may neither cancel nor retry a batch; `null` if the user may. */
function useRefusal({ action, withheld }: Batch): string | null {
  const t = useTranslations()
  const held = useQuery(sessionOptions).data?.permissions ?? []
  if (findMissingPermission(action, held)) return t('reason.notPermitted', { action })
  return withheld?.includes(permissionByAction[action]) ? t('batches.notYourTeam') : null
}

/** Cancels what is left of a batch that runs; tries again what failed in one that has ended. */
export function BatchControls({ batch, commands, onRetried }: BatchControlsProps) {
  const t = useTranslations()
  const id = useId()
  const canAct = useCanAct()
  const refusal = useRefusal(batch)
  const command = commands.list.find(({ target }) => [`cancel ${batch.id}`, `retry ${batch.id}`].includes(target))
  const isPending = command?.status.kind === 'pending'
  const isRunning = batch.endedAt === null
  const canRetry = hasRetryableFailures(batch)
  if (!isRunning && !canRetry && command === undefined) return null
  const state = isPending ? 'busy' : refusal === null && canAct ? 'ready' : 'unavailable'
  const describedBy = refusal === null ? undefined : `${id}-reason`
  return (
    <div className={styles.controls}>
      {refusal !== null && <p id={`${id}-reason`}>{refusal}</p>}
      <CommandAlert id={`${id}-alert`} action={batch.action} command={command} />
      {isRunning && (
        <Button state={state} describedBy={describedBy} onPress={() => void commands.run({ kind: 'cancel', batchId: batch.id })}>
          {t('batches.cancel')}
        </Button>
      )}
      {canRetry && (
        <Retry
          batch={batch}
          state={state}
          describedBy={describedBy}
          onRetry={async (typedCount) => {
            const body = typedCount === null ? {} : { typedCount }
            const result = await commands.run({ kind: 'retry', batchId: batch.id, body })
            if ('batch' in result) onRetried(result.batch.id)
          }}
        />
      )}
    </div>
  )
}

interface CommandAlertProps {
  readonly id: string
  readonly action: BatchAction
  /** The command on the batch that is pending or failed. */
  readonly command: PendingBatchCommand | undefined
}

/** Why a command failed, or that its outcome is looked up. */
function CommandAlert({ id, action, command }: CommandAlertProps) {
  const t = useTranslations()
  const rejection = useBatchRejection()
  const { status } = command ?? {}
  if (status?.kind === 'failed') return <AlertBox id={id} tone="error" sentences={rejection(status.failure, action, null)} />
  const isLookingUp = status !== undefined && ['lookingUp', 'unreachable'].includes(status.progress)
  return <AlertBox id={id} tone="lookingUp" sentences={isLookingUp ? [t('pendingCommand.lookingUp')] : []} />
}

interface RetryProps {
  readonly batch: Batch
  readonly state: 'busy' | 'unavailable' | 'ready'
  readonly describedBy: string | undefined
  /** Called with the typed number; `null` if none has to be typed. */
  readonly onRetry: (typedCount: number | null) => Promise<void>
}

/** Retries what failed, if the number of versions was typed where it has to be. */
function Retry({ batch: { counts, retryRequiresTypedCount }, state, describedBy, onRetry }: RetryProps) {
  const t = useTranslations()
  const format = useFormatter()
  const fieldId = useId()
  const [typedCount, setTypedCount] = useState('')
  const [wasRefused, setWasRefused] = useState(false)
  const isWrong = retryRequiresTypedCount && parseTypedCount(typedCount) !== counts.failed
  const press = () => {
    if (!isWrong) return void onRetry(retryRequiresTypedCount ? counts.failed : null)
    setWasRefused(true)
    focusInSight(document.getElementById(fieldId)?.querySelector('input') ?? null)
  }
  return (
    <>
      {retryRequiresTypedCount && (
        <div id={fieldId} className={styles.typedCount}>
          <TypedCountField
            label={t('batch.retryCount')}
            hint={format.number(counts.failed)}
            value={typedCount}
            error={
              wasRefused && isWrong
                ? t(typedCount.trim() === '' ? 'batch.fieldError.typedCountMissing' : 'batch.fieldError.typedCount')
                : null
            }
            onChange={setTypedCount}
          />
        </div>
      )}
      <Button state={state} describedBy={describedBy} onPress={press}>
        {t('batches.retry')}
      </Button>
    </>
  )
}
