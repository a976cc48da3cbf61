import type { QueryClient } from '@tanstack/react-query'
import { runWhenIdle } from '#ui/when-idle.ts'

/**
 * Runs a callback once what the first page asked for has been answered and the browser is idle: nothing else takes its room on the network.
 * Returns a function that cancels it.
 */
export function runAfterFirstLoad(client: QueryClient, run: () => void): () => void {
  const cache = client.getQueryCache()
  let cancel = () => {}
  const runOnceLoaded = (): void => {
    if (cache.getAll().length === 0 || client.isFetching() > 0) return
    unsubscribe()
    cancel = runWhenIdle(run, { timeoutMs: 4_000, fallbackDelayMs: 1_500 })
  }
  const unsubscribe = cache.subscribe(runOnceLoaded)
  runOnceLoaded()
  return () => {
    unsubscribe()
    cancel()
  }
}
