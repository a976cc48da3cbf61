import type { Environment, Wake } from '#backend/environment.ts'

/** Those who wait to be woken, one wake-up after the other. */
interface WakeUps {
  /** Why it is time to look again; `'over'` once nobody wants to be woken any more. Waits if it is not. */
  next(): Promise<Wake | 'over'>
}

/** Listens to wake-ups until `over`. None gets lost between two waits; several become one. */
export function wakeUps(onWake: Environment['onWake'], over: AbortSignal): WakeUps {
  let due: Wake | null = null
  let alert = (): void => {}
  const end = onWake((why) => {
    due = due === 'beat' ? due : why
    alert()
  })
  const finish = () => {
    end()
    alert()
  }
  if (over.aborted) finish()
  else over.addEventListener('abort', finish, { once: true })
  const nothingYet = () => due === null && !over.aborted
  return {
    next: async () => {
      while (nothingYet()) await new Promise<void>((resolve) => (alert = resolve))
      const why = over.aborted ? 'over' : (due ?? 'over')
      due = null
      return why
    },
  }
}
