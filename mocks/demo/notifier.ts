import type { Environment, Signal } from '#backend/environment.ts'
import type { Store } from '#backend/store/store.ts'
import * as v from 'valibot'

/** Wakes those who listen to the events of a demo. */
export interface Bell {
  readonly ring: (why: Signal) => void
  readonly onRing: Environment['subscribe']
}

/** A bell that is heard in this program only, and rings only when somebody rings it. */
export function memoryBell(): Bell {
  const listeners = new Set<(why: Signal) => void>()
  return {
    ring: (why) => listeners.forEach((listen) => listen(why)),
    onRing: (listen) => {
      // Whoever listens twice is called twice.
      const heard = (why: Signal) => listen(why)
      listeners.add(heard)
      return () => void listeners.delete(heard)
    },
  }
}

/** A store that rings once something has been written. */
export const audible = (store: Store, bell: Bell): Store => ({
  read: (work) => store.read(work),
  write: async (work) => {
    const result = await store.write(work)
    bell.ring('written')
    return result
  },
})

const rungSchema = v.picklist(['written', 'beat'] satisfies Signal[])

/** A bell that is heard in every tab of the browser, and strikes every `beat` milliseconds in those where somebody listens. */
export function tabsBell(name: string, beat: number): Bell {
  const here = memoryBell()
  const channel = new BroadcastChannel(name)
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const rung = v.safeParse(rungSchema, data)
    if (rung.success) here.ring(rung.output)
  })
  return {
    ring: (why) => {
      here.ring(why)
      channel.postMessage(why)
    },
    onRing: (listen) => {
      const end = here.onRing(listen)
      const clock = setInterval(listen, beat, 'beat')
      return () => {
        clearInterval(clock)
        end()
      }
    },
  }
}
