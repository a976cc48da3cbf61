import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { engineCommandsRoute, replayRoute } from '#api/contract/engine/engine-commands.ts'
import { requestJson } from '#api/http/request.ts'

/** Poll interval in milliseconds: no event reports what an engine accepts. */
const pollMs = 10_000

/** The commands that the engine has not accepted. */
export const engineCommandsOptions = queryOptions({
  queryKey: ['engine-commands'],
  queryFn: ({ client, signal }) => requestJson(getConnection(client), engineCommandsRoute, {}, { signal }),
  // Not before they have been read: each attempt would replace the failure on the page for a moment.
  refetchInterval: ({ meta, state }) => (state.data !== undefined && meta?.connection.getState().sessionExpired === null ? pollMs : false),
})

/** Lets a command be sent again, and shows what is left. A request that is sent again after its answer was lost does no harm. Throws as `requestJson` does. */
export async function replayEngineCommand(client: QueryClient, id: string): Promise<void> {
  const init = { headers: { 'content-type': 'application/json' }, body: '{}' }
  const { queryKey } = engineCommandsOptions
  // A read under way may have begun before the replay, and would show the command again.
  await client.cancelQueries({ queryKey })
  client.setQueryData(queryKey, await requestJson(getConnection(client), replayRoute, { id }, init))
}
