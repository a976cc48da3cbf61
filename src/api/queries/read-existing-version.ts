import type { QueryClient } from '@tanstack/react-query'
import { fetchMonotonic, isDeleted } from '#api/cache/monotonic-reads.ts'
import type { Responses } from '#api/cache/response-parts.ts'
import { awaitDeletion } from '#api/cache/pending-deletions.ts'
import type { HistoryEntry } from '#api/contract/history.ts'
import { ProblemError } from '#api/http/errors.ts'

/** One read about a version. */
interface VersionRead<R extends keyof Responses> {
  readonly resource: R
  readonly client: QueryClient
  readonly id: string
  readonly signal: AbortSignal
  readonly read: () => Promise<Responses[R]>
  /** Called instead of `read` for a version that is known to be deleted: the request would only fail. */
  readonly readDeleted?: () => Promise<Responses[R]>
}

/** Throws the problem that the backend returns for a deleted version. */
export function throwDeleted(latestEntry?: HistoryEntry): never {
  const problem = { type: 'urn:journey-console:problem:deleted', title: 'Deleted', status: 404, detail: 'The version was deleted.' }
  throw new ProblemError({ ...problem, code: 'deleted', latestEntry })
}

/** Monotonic read of a version. Never requests one that is known to be deleted; waits while its deletion is pending. */
export const readExistingVersion = <R extends keyof Responses>({
  resource,
  client,
  id,
  signal,
  read,
  readDeleted = async () => throwDeleted(),
}: VersionRead<R>): Promise<Responses[R]> =>
  fetchMonotonic(client, resource, async () => {
    await awaitDeletion(client, id, signal)
    return isDeleted(client, id) ? readDeleted() : read()
  })
