import { timeoutManager } from '@tanstack/react-query'

const pollCallbacks = new Map<number, () => void>()
let lastId = 0

/**
 * Lets the console read again only when a test says so: else what a test sees would depend on how long it takes.
 * Has to be called before anything is read.
 */
export function stopPolling(): void {
  timeoutManager.setTimeoutProvider<number | ReturnType<typeof setTimeout>>({
    setTimeout: (callback, delay) => setTimeout(callback, delay),
    clearTimeout: (timer) => clearTimeout(timer),
    setInterval: (callback) => {
      pollCallbacks.set(++lastId, () => callback())
      return lastId
    },
    clearInterval: (timer) => pollCallbacks.delete(Number(timer)),
  })
}

/** As if the time between two readings had passed: all that is on screen is read again. */
export const runPolls = (): void => pollCallbacks.forEach((round) => round())
