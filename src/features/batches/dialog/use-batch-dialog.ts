import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import type { BatchStart } from '#api/contract/batches/batch.ts'
import { canAct } from '#api/connection/connection.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { toRequestBody } from '#features/actions/dialog/action-form.ts'
import type { BatchRequest } from '#features/batches/state/batches-context.ts'
import type { BatchCommands, PendingBatchCommand } from '#features/batches/state/use-batch-commands.ts'
import { useCanAct, useSessionExpired } from '#features/session/use-connection.ts'
import { computeBatchDialogState, isExpired } from './batch-dialog-state.ts'
import { useBatchForm } from './use-batch-form.ts'
import { usePreflight } from './use-preflight.ts'

/** Reads the data of the dialog. `state`: what it shows; `submit`: starts the batch, if the form is filled in. */
export function useBatchDialog(
  request: BatchRequest,
  pendingCommand: PendingBatchCommand | null,
  run: BatchCommands['run'],
  onStarted: (count: number) => void,
) {
  const { action } = request
  const client = useQueryClient()
  const session = useQuery(sessionOptions).data
  const preflight = usePreflight(request, session?.user.id ?? '')
  const state = computeBatchDialogState({
    action,
    permissions: session?.permissions ?? [],
    preflight: preflight.state,
    wasRenewed: preflight.wasRenewed,
    commandStatus: pendingCommand?.status ?? null,
    session: useSessionExpired() === null ? 'active' : 'expired',
    data: useCanAct() ? 'fresh' : 'stale',
  })
  const { countToType } = state
  const form = useBatchForm(action, countToType)
  const submit = async () => {
    // Checked again: the data may have become stale since the last render.
    if (preflight.state.kind !== 'loaded' || !canAct(getConnection(client).getState())) return
    if (form.errors.length > 0 || form.countError !== null) return form.refuse()
    // Its values have been checked by the schema of the same action.
    const { reason, note } = toRequestBody(action, form.values) as Pick<BatchStart, 'reason' | 'note'>
    const body = {
      preflightId: preflight.state.preflight.id,
      ...(reason && { reason }),
      ...(note !== undefined && { note }),
      ...(countToType !== null && { typedCount: countToType }),
    }
    const result = await run({ kind: 'start', body }, request)
    if ('batch' in result) onStarted(result.batch.counts.pending)
    else if (isExpired(result.failure)) preflight.renew()
  }
  return { state, preflight, form, submit }
}
