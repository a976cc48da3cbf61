import type { QueryState } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { getSessionExpired } from '#api/session/session-expiry.ts'

/** Poll interval in milliseconds, for changes made elsewhere while no event stream is connected. */
export const versionPollMs = 5_000

/** Whether the event stream is connected, in this tab or in the leader tab. Then polling is not needed. */
let streaming = false

/** Records whether the event stream is connected. */
export const setStreaming = (now: boolean): void => void (streaming = now)

/** Delay before a failed read is retried while the stream is connected, in milliseconds: the stream reports each change only once. */
const retryMs = 1_000

/** The part of a query that the polling rules need. */
interface ReadState {
  readonly state: Pick<QueryState, 'status' | 'error'>
}

/**
 * True if the last read failed and a retry may succeed. A rejection is final, except for a missing permission, which may be granted
 * again.
 */
export const mayRecover = ({ state: { status, error } }: ReadState): boolean =>
  status === 'error' && (!(error instanceof ProblemError) || error.problem.code === 'forbidden')

/**
 * Refetch interval of a query in milliseconds. Without a stream: the poll interval. With a stream: the retry delay after a failed read.
 * An expired session disables refetching, because every read would be rejected.
 */
export const pollWhenDisconnected =
  (ms: number) =>
  (query?: ReadState): number | false => {
    if (getSessionExpired() !== null) return false
    if (!streaming) return ms
    return query !== undefined && mayRecover(query) ? Math.min(ms, retryMs) : false
  }
