import { vi } from 'vitest'

/**
 * Waits until a check no longer throws, as long as a busy machine may need. It is tried every `interval` milliseconds. On its own, `vi.waitFor`
 * gives up after a second.
 */
export const waitUntil = <Result>(check: () => Result | Promise<Result>, interval = 50): Promise<Result> =>
  vi.waitFor(check, { timeout: 120_000, interval })
