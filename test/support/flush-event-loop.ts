import { setImmediate } from 'node:timers/promises'

/** Resolves once everything that can run without a timer has run. A chain of promises across sockets or streams takes one turn for each link. */
export async function flushEventLoop(turns = 12): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate()
}
