import { setImmediate } from 'node:timers/promises'

/** A clock that stands until it is told to go on. */
export function standingClock() {
  let time = 0
  const waiting = new Set<{ readonly at: number; readonly ring: () => void }>()
  return {
    wait: (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        const alarm = { at: time + ms, ring: () => (waiting.delete(alarm), resolve()) }
        waiting.add(alarm)
        signal.addEventListener('abort', alarm.ring)
        if (signal.aborted) alarm.ring()
      }),
    /** Goes on to the next moment that anybody waits for. */
    goOn: async (): Promise<void> => {
      const first = [...waiting].toSorted((one, other) => one.at - other.at)[0]
      if (!first) throw new Error('Nobody waits for anything.')
      time = first.at
      first.ring()
      await quiet()
    },
    now: () => time,
  }
}

/** Resolves once everything that goes on in this program by itself has been done. */
export async function quiet(): Promise<void> {
  for (let turn = 0; turn < 12; turn++) await setImmediate()
}
