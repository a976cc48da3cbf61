import type { Query, QueryClient } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { subscribeSessionExpiry, getSessionExpired } from '#api/session/session-expiry.ts'
import { isNotDeleted } from './deleted-versions.ts'
import { getVersionResource, versionKeys } from './query-keys.ts'

/** From what age on it has to be said how old something is, in milliseconds. */
const maxAgeMs = 60_000

/** From when the oldest of what is on screen and `matches` is; `null` if there is nothing. */
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

/** From when the oldest of what is on screen is, if that is too long ago; `null` if nothing is too old. What could not be read says so itself. */
export function findStaleOnScreen(client: QueryClient, now: number): number | null {
  const moment = findOldestUpdate(client, ({ state }) => state.status === 'success')
  return isStale(moment, now) ? moment : null
}

let since: number | null = null
let pendingRefetches = new Set<symbol>()
let outdated = false
const listeners = new Set<() => void>()
const notify = () => listeners.forEach((listener) => listener())

/** From when what is on screen is while it is too old and being read again; else `null`. */
export const getStaleSince = (): number | null => since

/** Calls back whenever that is different. Returns how to end it. */
export function subscribeStale(onChange: () => void): () => void {
  listeners.add(onChange)
  return () => void listeners.delete(onChange)
}

/** Reads everything on screen again, by `refetch`. Until that is done it counts as old. */
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

/** Nobody looks any more: nothing is old. */
export function resetStaleness(): void {
  pendingRefetches = new Set()
  since = null
  outdated = false
  notify()
}

/** Notices whether a version that is looked at is too old to act on, because it could not be read again. */
export function checkStale(client: QueryClient, now: number): void {
  const before = outdated
  outdated = isStale(
    // One that is no more cannot be read again, and says so itself.
    findOldestUpdate(
      client,
      ({ queryKey, state }) =>
        getVersionResource(queryKey) === 'detail' && !(state.error instanceof ProblemError && state.error.problem.status === 404),
    ),
    now,
  )
  if (outdated !== before) notify()
}

/** Whether what is on screen may be acted on: it is not too old, nor being read again because it was, and somebody is signed in. */
export const canAct = (): boolean => pendingRefetches.size === 0 && !outdated && getSessionExpired() === null

/** Calls back whenever that may be different. Returns how to end it. */
export function subscribeCanAct(onChange: () => void): () => void {
  const unsubscribers = [subscribeStale(onChange), subscribeSessionExpiry(onChange)]
  return () => unsubscribers.forEach((unsubscribe) => unsubscribe())
}
