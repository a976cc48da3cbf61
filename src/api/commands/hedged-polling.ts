import type { CommandTransport } from './command-transport.ts'

/** One poll. `timeoutMs`: timeout of an attempt; `everyMs`: time between two attempts; `startAfterMs`: time until the first attempt. */
interface Poll {
  readonly startAfterMs: number
  readonly timeoutMs: number
  readonly everyMs: number
}

/** The polls run side by side: the first waits for a slow response, the second notices within five seconds that the network is back. */
const hedge: readonly Poll[] = [
  { startAfterMs: 0, timeoutMs: 60_000, everyMs: 15_000 },
  { startAfterMs: 3_000, timeoutMs: 3_000, everyMs: 1_500 },
]

interface HedgedPolling<T> {
  /** One attempt. Resolves with `null` if there is no result yet, and rejects if the backend was not reached. */
  readonly attempt: (signal: AbortSignal) => Promise<T | null>
  readonly onResult: (result: T) => void
  readonly onUnreachable: () => void
  readonly transport: Pick<CommandTransport<never, never>, 'delay' | 'backoff'>
}

/**
 * Hedged requests: polls on two schedules at once until the signal is aborted, which is the caller's task once a result is there. A slow
 * attempt of one schedule delays no attempt of the other.
 */
export function pollHedged<T>({ attempt, onResult, onUnreachable, transport }: HedgedPolling<T>, signal: AbortSignal): void {
  const runAttempt = async (timeoutMs: number) => {
    const ended = new AbortController()
    const attemptSignal = AbortSignal.any([signal, ended.signal])
    void transport.delay(timeoutMs, attemptSignal).then(() => ended.abort())
    try {
      const result = await attempt(attemptSignal)
      if (result !== null) onResult(result)
    } catch {
      if (!signal.aborted) onUnreachable()
    } finally {
      ended.abort()
    }
  }
  const poll = async ({ startAfterMs, timeoutMs, everyMs }: Poll) => {
    if (startAfterMs > 0) await transport.delay(startAfterMs, signal)
    while (!signal.aborted) {
      await runAttempt(timeoutMs)
      if (!signal.aborted) await transport.backoff(everyMs, signal)
    }
  }
  for (const each of hedge) void poll(each)
}
