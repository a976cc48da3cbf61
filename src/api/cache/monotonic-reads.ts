import type { QueryClient } from '@tanstack/react-query'
import type { HistoryEntry } from '#api/contract/history.ts'
import { ProblemError, InvalidResponseError } from '#api/http/errors.ts'
import { getClientState } from './client-state.ts'
import type { Responses } from './response-parts.ts'
import type { VersionCache } from './version-cache.ts'
import type { Staleness } from './version-snapshots.ts'

/*
 * Monotonic reads: once the cache has shown revision r of a version, no later response may replace it by an older one, in any order of
 * arrival. The same holds for computed numbers (by `asOf`) and for history entries. Deleted versions stay deleted.
 */

/** Maximum number of reads before a stale response counts as invalid. */
const maxAttempts = 3

/** Staleness that is accepted after all attempts: numbers are never long up to date. */
const isAcceptable = (staleness: Staleness, attempt: number): boolean =>
  staleness === 'current' || (staleness === 'staleCounts' && attempt === maxAttempts)

const getCache = (client: QueryClient): VersionCache => getClientState(client).versionCache

/** Forgets everything after a change of the backend's epoch: revisions of two epochs cannot be compared. All pages have to be read again. */
export function resetSnapshots(client: QueryClient): void {
  getCache(client).reset()
  getClientState(client).screen.isOutdated = true
}

/** True if any response, problem, history or event reported the version as deleted. */
export const isDeleted = (client: QueryClient, id: string): boolean => getCache(client).isDeleted(id)

/**
 * Merges a response, a problem or a change event: patches all cached queries about its versions at once. Returns the data with stale parts
 * replaced by newer ones. A complete version stays unpatched if only a part of the newer revision is known.
 */
export const mergeIntoCache = <R extends keyof Responses>(client: QueryClient, resource: R, response: Responses[R]): Responses[R] =>
  getCache(client).merge(resource, response).data

/**
 * Reads until the response is not stale, at most `maxAttempts` times. `latestEntryOf`: returns the newest entry of a history that is read
 * from its beginning. Throws the errors of `read`, and `InvalidResponseError` if every response is stale.
 */
export async function fetchMonotonic<R extends keyof Responses>(
  client: QueryClient,
  resource: R,
  read: () => Promise<Responses[R]>,
  latestEntryOf?: (response: Responses[R]) => Pick<HistoryEntry, 'versionId' | 'sequence'>,
): Promise<Responses[R]> {
  const cache = getCache(client)
  for (let attempt = 1; attempt <= maxAttempts; attempt++) {
    const epoch = cache.getEpoch()
    const response = await read().catch((error: unknown) => {
      if (error instanceof ProblemError && epoch === cache.getEpoch()) cache.merge('problem', error.problem)
      throw error
    })
    // The request was sent before the epoch changed: its response cannot be compared.
    if (epoch !== cache.getEpoch()) continue
    const latestEntry = latestEntryOf?.(response)
    const historyStaleness = latestEntry ? cache.compareHistory(latestEntry.versionId, latestEntry.sequence) : 'current'
    const { data, staleness } = cache.merge(resource, response)
    if (isAcceptable(historyStaleness, attempt) && isAcceptable(staleness, attempt)) return data
  }
  throw new InvalidResponseError('older than what was told before')
}
