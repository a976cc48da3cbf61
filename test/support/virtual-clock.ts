interface Alarm {
  readonly at: number
  readonly ring: () => void
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** How long a story may take, in milliseconds of its own time. */
const longest = 1_000_000

/** Time that passes only when everything else has been done: a story that takes minutes is told in milliseconds, and is the same each time. */
export class VirtualTime {
  now = 0
  private alarms: Alarm[] = []

  /** Lets so many milliseconds pass, unless it is aborted. */
  readonly wait = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        this.alarms = this.alarms.filter((other) => other !== alarm)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      const alarm = { at: this.now + (signal?.aborted ? 0 : ms), ring: done }
      this.alarms.push(alarm)
      signal?.addEventListener('abort', done)
    })

  /** Lets time pass until `over`, or until nobody waits for anything any more. */
  async passUntil(over: () => boolean): Promise<void> {
    for (;;) {
      await turn()
      await turn()
      if (over()) return
      const [next] = this.alarms.toSorted((one, other) => one.at - other.at)
      if (!next) return
      if (next.at > longest) throw new Error(`Nothing has come of it after ${longest} ms.`)
      this.now = next.at
      next.ring()
    }
  }
}
