import type { Query, QueryClient } from '@tanstack/react-query'
import { Refusal } from '#api/http/request.ts'
import { onSignedOut, signedOut } from '#api/session/session-expiry.ts'
import { isThere, versionsKey } from '#api/queries/versions.ts'

/** From what age on it has to be said how old something is, in milliseconds. */
const tooOld = 60_000

/** From when the oldest of what is on screen and `counts` is; `null` if there is nothing. */
function oldest(client: QueryClient, counts: (query: Query) => boolean): number | null {
  const read = client
    .getQueryCache()
    .findAll({ queryKey: versionsKey, type: 'active' })
    .flatMap((query) =>
      query.state.data !== undefined && isThere(client, query.queryKey) && counts(query) ? [query.state.dataUpdatedAt] : [],
    )
  return read.length > 0 ? Math.min(...read) : null
}

const isOld = (moment: number | null, now: number): moment is number => moment !== null && Math.abs(now - moment) > tooOld

/** From when the oldest of what is on screen is, if that is too long ago; `null` if nothing is too old. What could not be read says so itself. */
export function oldestOnScreen(client: QueryClient, now: number): number | null {
  const moment = oldest(client, ({ state }) => state.status === 'success')
  return isOld(moment, now) ? moment : null
}

let since: number | null = null
let rounds = new Set<symbol>()
let outdated = false
const watchers = new Set<() => void>()
const tell = () => watchers.forEach((watch) => watch())

/** From when what is on screen is while it is too old and being read again; else `null`. */
export const oldSince = (): number | null => since

/** Calls back whenever that is different. Returns how to end it. */
export function onOldSince(changed: () => void): () => void {
  watchers.add(changed)
  return () => void watchers.delete(changed)
}

/** Reads everything on screen again, by `read`. Until that is done it counts as old. */
export async function readAgain(client: QueryClient, read: () => Promise<unknown>): Promise<void> {
  const round = Symbol()
  const current = rounds.add(round)
  since ??= oldest(client, () => true)
  tell()
  await read().catch(() => {})
  current.delete(round)
  if (rounds.size === 0) since = null
  tell()
}

/** Nobody looks any more: nothing is old. */
export function forgetAge(): void {
  rounds = new Set()
  since = null
  outdated = false
  tell()
}

/** Notices whether a version that is looked at is too old to act on, because it could not be read again. */
export function noticeOutdated(client: QueryClient, now: number): void {
  const before = outdated
  outdated = isOld(
    // One that is no more cannot be read again, and says so itself.
    oldest(
      client,
      ({ queryKey, state }) => queryKey[1] === 'one' && !(state.error instanceof Refusal && state.error.problem.status === 404),
    ),
    now,
  )
  if (outdated !== before) tell()
}

/** Whether what is on screen may be acted on: it is not too old, nor being read again because it was, and somebody is signed in. */
export const isFresh = (): boolean => rounds.size === 0 && !outdated && signedOut() === null

/** Calls back whenever that may be different. Returns how to end it. */
export function onFresh(changed: () => void): () => void {
  const ends = [onOldSince(changed), onSignedOut(changed)]
  return () => ends.forEach((end) => end())
}
