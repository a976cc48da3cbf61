import type { QueryState } from '@tanstack/react-query'
import { ProblemError } from '#api/http/errors.ts'
import { getSessionExpired } from '#api/session/session-expiry.ts'

/** How often what is on screen is read again, in milliseconds, for changes made elsewhere, while nobody tells of them. */
export const versionPollMs = 5_000

/** Whether the backend tells this tab what happens. Then nothing has to be asked for again and again. */
let streaming = false

/** From now on the backend tells what happens, or it does not. */
export const setStreaming = (now: boolean): void => void (streaming = now)

/** After how many milliseconds a failed read is repeated while the backend tells what happens: it tells of each change only once. */
const retryMs = 1_000

/** As much of a query as these rules look at. */
interface ReadState {
  readonly state: Pick<QueryState, 'status' | 'error'>
}

/** Whether the last read failed and the next one may not. A refusal is final, except for want of a permission, which may be given back. */
export const mayRecover = ({ state: { status, error } }: ReadState): boolean =>
  status === 'error' && (!(error instanceof ProblemError) || error.problem.code === 'forbidden')

/**
 * How long until something is read again, in milliseconds, where nobody tells that it has changed, or where the read that followed failed. While nobody
 * is signed in nothing can be read.
 */
export const pollWhenDisconnected =
  (ms: number) =>
  (query?: ReadState): number | false => {
    if (getSessionExpired() !== null) return false
    if (!streaming) return ms
    return query !== undefined && mayRecover(query) ? Math.min(ms, retryMs) : false
  }
