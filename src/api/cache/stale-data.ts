import type { Query, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { subscribeSessionExpiry, getSessionExpired } from '#api/session/session-expiry.ts'
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

let since: number | null = null
let pendingRefetches = new Set<symbol>()
let outdated = false
const listeners = new Set<() => void>()
const notify = () => listeners.forEach((listener) => listener())

/** Time since when the data on screen is stale, while it is being refetched; else `null`. */
export const getStaleSince = (): number | null => since

/** Subscribes to changes of the staleness. Returns the unsubscribe function. */
export function subscribeStale(onChange: () => void): () => void {
  listeners.add(onChange)
  return () => void listeners.delete(onChange)
}

/** Refetches everything on screen by `refetch`, and marks it as stale until that has finished. Errors of `refetch` are ignored. */
export async function refetchAsStale(client: QueryClient, refetch: () => Promise<unknown>): Promise<void> {
  const pending = Symbol()
  const refetches = pendingRefetches.add(pending)
  since ??= findOldestUpdate(client, () => true)
  notify()
  await refetch().catch(() => {})
  refetches.delete(pending)
  if (pendingRefetches.size === 0) since = null
  notify()
}

/** Clears all staleness state, when live updates end. */
export function resetStaleness(): void {
  pendingRefetches = new Set()
  since = null
  outdated = false
  notify()
}

/** Updates the outdated flag: a version on screen is too old to act on, because its refetch has not succeeded. */
export function checkStale(client: QueryClient, now: number): void {
  const before = outdated
  outdated = isStale(
    // A deleted version (404) cannot be refetched. Its page reports that itself.
    findOldestUpdate(
      client,
      ({ queryKey, state }) =>
        getVersionResource(queryKey) === 'detail' && !(state.error instanceof ProblemError && state.error.problem.status === 404),
    ),
    now,
  )
  if (outdated !== before) notify()
}

/** True if the user may act on the data on screen: it is not outdated, no refetch of stale data is pending, and the session is active. */
export const canAct = (): boolean => pendingRefetches.size === 0 && !outdated && getSessionExpired() === null

/** Subscribes to changes of `canAct`. Returns the unsubscribe function. */
export function subscribeCanAct(onChange: () => void): () => void {
  const unsubscribers = [subscribeStale(onChange), subscribeSessionExpiry(onChange)]
  return () => unsubscribers.forEach((unsubscribe) => unsubscribe())
}
