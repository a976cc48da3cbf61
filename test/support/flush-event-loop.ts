import { setImmediate } from 'node:timers/promises'

/** Resolves once all work without timers has run. A promise chain across sockets or streams needs one turn per link. */
export async function flushEventLoop(turns = 12): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await setImmediate()
}
