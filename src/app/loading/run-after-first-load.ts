import type { QueryClient } from '@tanstack/react-query'
import { versionKeys } from '#api/cache/query-keys.ts'
import { runWhenIdle } from '#ui/when-idle.ts'

/** Time after which a first page that is not answered is not waited for any longer, in milliseconds. */
const maxWaitMs = 10_000

/**
 * Runs a callback once the versions that the first page shows have been read and the browser is idle: nothing else takes their room on the
 * network. Returns a function that cancels it.
 */
export function runAfterFirstLoad(client: QueryClient, run: () => void): () => void {
  const cache = client.getQueryCache()
  const hasLoaded = (): boolean => {
    const queries = cache.findAll({ queryKey: versionKeys.all() })
    return queries.length > 0 && queries.every(({ state }) => state.fetchStatus !== 'fetching')
  }
  let cancelIdle = () => {}
  const start = (): void => {
    stopWaiting()
    cancelIdle = runWhenIdle(run, { timeoutMs: 4_000, fallbackDelayMs: 1_500 })
  }
  const unsubscribe = cache.subscribe(() => hasLoaded() && start())
  const timer = setTimeout(() => start(), maxWaitMs)
  const stopWaiting = (): void => {
    unsubscribe()
    clearTimeout(timer)
  }
  if (hasLoaded()) start()
  return () => {
    stopWaiting()
    cancelIdle()
  }
}
