import type { Batch } from '#api/contract/batches/batch.ts'

const storageKey = 'batches-seen-until'

/** Until when the ends of batches have been seen in this browser: an ISO instant, empty for none. */
export function loadSeenUntil(): string {
  try {
    return localStorage.getItem(storageKey) ?? ''
  } catch {
    return ''
  }
}

/** Stores that the ends of batches have been seen until then. */
export function saveSeenUntil(instant: string): void {
  try {
    localStorage.setItem(storageKey, instant)
  } catch {
    // Storage is unavailable: they are shown again after the next load.
  }
}

/** The batches that run, or whose end has not been seen, newest first. */
export const listUnseen = (batches: readonly Batch[], seenUntil: string): readonly Batch[] =>
  batches.filter(({ endedAt }) => endedAt === null || endedAt > seenUntil)

/** The newest end of these batches. */
export const findNewestEnd = (batches: readonly Batch[]): string =>
  batches.reduce((newest, { endedAt }) => (endedAt !== null && endedAt > newest ? endedAt : newest), '')
