import type { Every } from '#server/runtime/timers.ts'

/** Timers that a test advances. */
export interface ManualTimers {
  readonly every: Every
  /** Calls what is due in the next `ms` milliseconds, in order. */
  readonly advance: (ms: number) => void
  /** Number of timers that run. */
  readonly count: () => number
}

export function createManualTimers(): ManualTimers {
  const timers = new Set<{ readonly ms: number; readonly run: () => void; next: number }>()
  let now = 0
  return {
    every: (ms, run) => {
      const timer = { ms, run, next: now + ms }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (ms) => {
      const end = now + ms
      for (;;) {
        const [due] = [...timers].filter(({ next }) => next <= end).toSorted((one, other) => one.next - other.next)
        if (!due) break
        now = due.next
        due.next += due.ms
        due.run()
      }
      now = end
    },
    count: () => timers.size,
  }
}
