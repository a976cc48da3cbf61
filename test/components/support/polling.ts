import { timeoutManager } from '@tanstack/react-query'

const pollCallbacks = new Map<number, () => void>()
let lastId = 0

/** Replaces polling by `runPolls`, so that the result of a test does not depend on its duration. Call it before any read. */
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

/** Simulates the poll interval: refetches everything on screen. */
export const runPolls = (): void => pollCallbacks.forEach((round) => round())
