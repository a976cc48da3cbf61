import { useInfiniteQuery, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { canAct } from '#api/connection/connection.ts'
import { createIdempotencyKey, type Command } from '#api/commands/command.ts'
import { historyOptions } from '#api/queries/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { ActionCommand, PendingConfirmation } from '#features/actions/state/action-context.ts'
import { useCanAct, useSessionExpired } from '#features/session/use-connection.ts'
import { toRequestBody, validate } from './action-form.ts'
import { computeDialogState, type DialogFacts } from './dialog-state.ts'
import { removeDraft } from './form-drafts.ts'
import { useActionForm } from './use-action-form.ts'

const toImpactFacts = ({ data, isPending, isPlaceholderData, isError }: UseQueryResult<Impact>): DialogFacts['impact'] => ({
  data,
  status: isPending || isPlaceholderData ? 'loading' : isError ? 'failed' : 'loaded',
})

/** Reads the data of a dialog. `state`: what it shows; `submit`: sends its command by `onConfirm`, if the form is filled in. */
export function useActionDialog(
  confirmation: PendingConfirmation,
  pendingCommand: ActionCommand | null,
  onConfirm: (command: Command) => Promise<boolean>,
) {
  const { action, version: openedVersion } = confirmation
  const client = useQueryClient()
  const session = useQuery(sessionOptions).data
  const userId = session?.user.id ?? ''
  const form = useActionForm(confirmation, userId)
  const { data: readVersion, error: readError } = useQuery(versionOptions(openedVersion.id))
  const revision = Math.max(openedVersion.revision, readVersion?.revision ?? 0)
  const impact = useQuery({ ...impactOptions(openedVersion.id, revision), enabled: actionSpecs[action].impact !== null })
  const history = useInfiniteQuery({ ...historyOptions(openedVersion.id), enabled: revision > openedVersion.revision })
  const state = computeDialogState({
    action,
    openedVersion,
    readVersion,
    readError,
    permissions: session?.permissions ?? [],
    impact: toImpactFacts(impact),
    commandStatus: pendingCommand?.status ?? null,
    session: useSessionExpired() === null ? 'active' : 'expired',
    data: useCanAct() ? 'fresh' : 'stale',
  })
  const fieldErrors = validate(action, form.values, state.nameToType)
  const submit = async () => {
    // Checked again: the data may have become stale since the last render.
    if (!canAct(getConnection(client).getState())) return
    if (fieldErrors.length > 0) return form.refuse()
    form.freezeName()
    const succeeded = await onConfirm({
      action,
      versionId: openedVersion.id,
      userId,
      revision: impact.data?.revision ?? revision,
      key: createIdempotencyKey(),
      body: toRequestBody(action, form.values),
    })
    if (succeeded) removeDraft(client, action, openedVersion.id)
  }
  const latestEntry = state.hasChanged ? history.data?.pages[0]?.items[0] : undefined
  return { state, impact, latestEntry, form, fieldErrors, submit }
}
