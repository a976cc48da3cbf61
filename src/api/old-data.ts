import type { QueryClient } from '@tanstack/react-query'
import { isThere, versionsKey } from './versions.ts'

/** From what age on it has to be said how old something is, in milliseconds. */
const tooOld = 60_000

/** From when the oldest of what is on screen is, if that is too long ago; `null` if nothing is too old. What could not be read says so itself. */
export function oldestOnScreen(client: QueryClient, now: number): number | null {
  const read = client
    .getQueryCache()
    .findAll({ queryKey: versionsKey, type: 'active' })
    .flatMap(({ state, queryKey }) => (state.status === 'success' && isThere(client, queryKey) ? [state.dataUpdatedAt] : []))
  const oldest = Math.min(...read)
  return Math.abs(now - oldest) > tooOld && read.length > 0 ? oldest : null
}

let since: number | null = null
const watchers = new Set<() => void>()

/** From when what is on screen is while it is too old and being read again; else `null`. */
export const oldSince = (): number | null => since

/** Says from when what is on screen is, or that it is as it should be. */
export function setOldSince(moment: number | null): void {
  since = moment
  watchers.forEach((watch) => watch())
}

/** Calls back whenever that is different. Returns how to end it. */
export function onOldSince(changed: () => void): () => void {
  watchers.add(changed)
  return () => void watchers.delete(changed)
}
