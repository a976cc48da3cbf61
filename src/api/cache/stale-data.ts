import type { Query, QueryClient } from '@tanstack/react-query'
import { freshState } from '#api/connection/connection.ts'
import { ProblemError } from '#api/http/errors.ts'
import { getClientState } from './client-state.ts'
import { isNotDeleted } from './deleted-versions.ts'
import { getVersionResource, versionKeys } from './query-keys.ts'

/** Maximum age of data, in milliseconds. Older data is stale, and its age has to be shown. */
const maxAgeMs = 60_000

/** Time of the oldest update among the active version queries that `matches` selects; `null` if there are none. */
function findOldestUpdate(client: QueryClient, matches: (query: Query) => boolean): number | null {
  const read = client
    .getQueryCache()
    .findAll({ queryKey: versionKeys.all(), type: 'active' })
    .flatMap((query) =>
      query.state.data !== undefined && isNotDeleted(client, query.queryKey) && matches(query) ? [query.state.dataUpdatedAt] : [],
    )
  return read.length > 0 ? Math.min(...read) : null
}

const isStale = (moment: number | null, now: number): moment is number => moment !== null && Math.abs(now - moment) > maxAgeMs

/**
 * Time of the oldest update on screen if it is stale; `null` if everything is fresh. Failed queries are skipped: they show their own
 * error.
 */
export function findStaleOnScreen(client: QueryClient, now: number): number | null {
  const moment = findOldestUpdate(client, ({ state }) => state.status === 'success')
  return isStale(moment, now) ? moment : null
}

/** Refetches everything by `refetch`, with all pages of the list, and marks it as stale until that has finished. Errors of `refetch` are ignored. */
export async function refetchAsStale(client: QueryClient, refetch: () => Promise<unknown>): Promise<void> {
  const { connection, screen } = getClientState(client)
  const { getState, update } = connection
  screen.isOutdated = true
  const pending = Symbol()
  const { pendingRefetches, staleSince } = getState()
  update({ pendingRefetches: new Set([...pendingRefetches, pending]), staleSince: staleSince ?? findOldestUpdate(client, () => true) })
  await refetch().catch(() => {})
  const rest = new Set([...getState().pendingRefetches].filter((other) => other !== pending))
  update({ pendingRefetches: rest, ...(rest.size === 0 && { staleSince: null }) })
}

/** Clears all staleness state, when live updates end. */
export const resetStaleness = (client: QueryClient): void => getClientState(client).connection.update(freshState)

/** Records whether a version on screen is too old to act on. */
export function checkStale(client: QueryClient, now: number): void {
  const oldest = findOldestUpdate(
    client,
    // A deleted version (404) cannot be refetched. Its page reports that itself.
    ({ queryKey, state }) =>
      getVersionResource(queryKey) === 'detail' && !(state.error instanceof ProblemError && state.error.problem.status === 404),
  )
  getClientState(client).connection.update({ isOutdated: isStale(oldest, now) })
}
