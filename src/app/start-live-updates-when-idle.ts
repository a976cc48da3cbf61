import type { QueryClient } from '@tanstack/react-query'
import { runWhenIdle } from '#ui/when-idle.ts'

/**
 * Begins to listen to the backend's events once the browser is idle: a first look at a page does not need it, and until then, or where it cannot be
 * loaded, the backend is asked from time to time. Returns how to end it.
 */
export function startLiveUpdatesWhenIdle(client: QueryClient): () => void {
  let stop = () => {}
  let isStopped = false
  const start = async () => {
    const { startLiveUpdates } = await import('#api/live-updates/start-live-updates.ts')
    if (!isStopped) stop = startLiveUpdates(client)
  }
  const cancel = runWhenIdle(() => void start().catch(() => {}), { timeoutMs: 4_000, fallbackDelayMs: 1_500 })
  return () => {
    isStopped = true
    cancel()
    stop()
  }
}
