import { flushEventLoop } from './flush-event-loop.ts'

interface Timer {
  readonly dueAt: number
  readonly fire: () => void
}

/** The virtual time after which `advanceUntil` gives up, in milliseconds. */
const maxTimeMs = 1_000_000

/** Virtual clock, in milliseconds from 0. Time passes only when a test advances it, so runs are fast and deterministic. */
export interface VirtualClock {
  readonly now: () => number
  /** Resolves after `ms`, or as soon as `signal` is aborted. */
  readonly delay: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Advances to the next timer and fires it. Throws if there is none. */
  readonly advance: () => Promise<void>
  /** Fires timers in order until `isDone`, or until none is left. Throws after `maxTimeMs`. */
  readonly advanceUntil: (isDone: () => boolean) => Promise<void>
}

export function createVirtualClock(): VirtualClock {
  let time = 0
  const timers = new Set<Timer>()
  const findNext = (): Timer | undefined => [...timers].toSorted((one, other) => one.dueAt - other.dueAt)[0]
  const fire = (timer: Timer): void => {
    time = timer.dueAt
    timer.fire()
  }

  return {
    now: () => time,
    delay: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve()
        const finish = () => {
          timers.delete(timer)
          signal?.removeEventListener('abort', finish)
          resolve()
        }
        const timer = { dueAt: time + ms, fire: finish }
        timers.add(timer)
        signal?.addEventListener('abort', finish)
      }),
    advance: async () => {
      const timer = findNext()
      if (!timer) throw new Error('No timer is waiting.')
      fire(timer)
      await flushEventLoop()
    },
    advanceUntil: async (isDone) => {
      for (;;) {
        await flushEventLoop(2)
        const timer = isDone() ? undefined : findNext()
        if (!timer) return
        if (timer.dueAt > maxTimeMs) throw new Error(`Not done after ${maxTimeMs} ms.`)
        fire(timer)
      }
    },
  }
}
