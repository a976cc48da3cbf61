import { queryOptions, type QueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { historyRoute } from '#api/contract/history.ts'
import { versionRoute, type Version } from '#api/contract/version.ts'
import { isDeletion } from '#api/http/errors.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'
import { readExistingVersion, throwDeleted } from './read-existing-version.ts'

/** Fetches one version now, without the cache. */
export const fetchVersion = (client: QueryClient, id: string, signal?: AbortSignal) =>
  requestJson(getConnection(client), versionRoute, { id }, signal && { signal })

/** One version, with all data of its page. */
export const versionOptions = (id: string) =>
  queryOptions({
    queryKey: versionKeys.detail(id),
    queryFn: ({ client, signal }) =>
      readExistingVersion({
        resource: 'detail',
        client,
        id,
        signal,
        read: () => fetchVersion(client, id, signal),
        readDeleted: () => readDeletedVersion(client, id, signal),
      }),
    refetchInterval: (query) => {
      const interval = pollWhenDisconnected(versionPollMs)(query)
      const isSignedIn = query.meta?.connection.getState().sessionExpired === null
      // No event tells the progress of the clean-up after a stop.
      return isSignedIn && query.state.data?.cleanUp ? versionPollMs : interval
    },
  })

/**
 * Reads a deleted version from the cache. Throws the problem that the backend would return. The latest history entry, which can still be
 * requested, contains the actor of the deletion.
 */
async function readDeletedVersion(client: QueryClient, id: string, signal: AbortSignal): Promise<Version> {
  const { data, error } = client.getQueryState<Version>(versionKeys.detail(id)) ?? {}
  if (data && data.deletedAt !== null) return data
  if (isDeletion(error)) throw error
  const { items } = await requestJson(getConnection(client), historyRoute, { id }, { signal })
  return throwDeleted(items[0])
}
