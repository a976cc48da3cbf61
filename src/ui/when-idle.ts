/**
 * Runs something once the browser is idle, at the latest after `most` milliseconds; where a browser cannot say when it is, after `otherwise`.
 * Returns how to call it off.
 */
export function whenIdle(run: () => void, { most, otherwise }: { readonly most: number; readonly otherwise: number }): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(run, { timeout: most })
    return () => cancelIdleCallback(idle)
  }
  const timer = setTimeout(run, otherwise)
  return () => clearTimeout(timer)
}
