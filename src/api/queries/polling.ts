import type { QueryMeta, QueryState } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'

/** Poll interval in milliseconds, for changes made elsewhere while no event stream is connected. */
export const versionPollMs = 5_000

/** Delay before a failed read is retried while the stream is connected, in milliseconds: the stream reports each change only once. */
const retryMs = 1_000

/** The part of a query that the polling rules need. */
interface ReadState {
  readonly meta: QueryMeta | undefined
  readonly state: Pick<QueryState, 'status' | 'error'>
}

/**
 * True if the last read failed and a retry may succeed. A rejection is final, except for a missing permission, which may be granted
 * again.
 */
export const mayRecover = ({ state: { status, error } }: Pick<ReadState, 'state'>): boolean =>
  status === 'error' && (!(error instanceof ProblemError) || error.problem.code === 'forbidden')

/**
 * Refetch interval of a query in milliseconds. Without a stream: the poll interval. With a stream: the retry delay after a failed read.
 * An expired session disables refetching, because every read would be rejected.
 */
export const pollWhenDisconnected =
  (ms: number) =>
  (query: ReadState): number | false => {
    const connection = query.meta?.connection.getState()
    if (connection && connection.sessionExpired !== null) return false
    if (connection?.status !== 'online') return ms
    return mayRecover(query) ? Math.min(ms, retryMs) : false
  }
