import type { QueryClient } from '@tanstack/react-query'
import { getClientState } from '#api/cache/client-state.ts'
import { getVersionResource } from '#api/cache/query-keys.ts'
import { findOldestUpdate } from '#api/cache/stale-data.ts'
import { freshState } from '#api/connection/connection.ts'
import { ProblemError } from '#api/http/errors.ts'

/** Maximum age of data, in milliseconds. Older data is stale, and its age has to be shown. */
const maxAgeMs = 60_000

const isStale = (moment: number | null, now: number): moment is number => moment !== null && Math.abs(now - moment) > maxAgeMs

/**
 * Time of the oldest update on screen if it is stale; `null` if everything is fresh. Failed queries are skipped: they show their own
 * error.
 */
export function findStaleOnScreen(client: QueryClient, now: number): number | null {
  const moment = findOldestUpdate(client, ({ state }) => state.status === 'success')
  return isStale(moment, now) ? moment : null
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
