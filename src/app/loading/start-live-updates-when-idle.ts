import type { QueryClient } from '@tanstack/react-query'
import { runAfterFirstLoad } from './run-after-first-load.ts'

/**
 * Starts live updates once the browser is idle: the first load does not need them. Until then, or if their code fails to
 * load, the backend is polled. Returns a function that stops them.
 */
export function startLiveUpdatesWhenIdle(client: QueryClient): () => void {
  let stop = () => {}
  let isStopped = false
  const start = async () => {
    const { startLiveUpdates } = await import('#api/live-updates/start-live-updates.ts')
    if (!isStopped) stop = startLiveUpdates(client)
  }
  const cancel = runAfterFirstLoad(client, () => void start().catch(() => {}))
  return () => {
    isStopped = true
    cancel()
    stop()
  }
}
