/**
 * Runs a callback once the browser is idle, at the latest after `timeoutMs`; without `requestIdleCallback`, after `fallbackDelayMs`.
 * Returns a function that cancels it.
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
