/** Calls `run` every `ms` milliseconds. Returns the function that ends it. Tests have timers of their own. */
export type Every = (ms: number, run: () => void) => () => void

/** The timers of the process. They do not keep it alive. */
export const startInterval: Every = (ms, run) => {
  const interval = setInterval(run, ms)
  interval.unref()
  return () => clearInterval(interval)
}

/** Waits for `ms` milliseconds. */
export type Wait = (ms: number) => Promise<void>

export const wait: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
