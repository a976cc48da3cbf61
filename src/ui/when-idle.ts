/**
 * Runs something once the browser is idle, at the latest after `timeoutMs`; where a browser cannot say when it is, after `fallbackDelayMs`.
 * Returns how to call it off.
 */
export function runWhenIdle(
  run: () => void,
  { timeoutMs, fallbackDelayMs }: { readonly timeoutMs: number; readonly fallbackDelayMs: number },
): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(run, { timeout: timeoutMs })
    return () => cancelIdleCallback(idle)
  }
  const timer = setTimeout(run, fallbackDelayMs)
  return () => clearTimeout(timer)
}
