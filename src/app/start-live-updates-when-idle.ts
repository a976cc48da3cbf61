import type { QueryClient } from '@tanstack/react-query'
import { runWhenIdle } from '#ui/when-idle.ts'

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
  const cancel = runWhenIdle(() => void start().catch(() => {}), { timeoutMs: 4_000, fallbackDelayMs: 1_500 })
  return () => {
    isStopped = true
    cancel()
    stop()
  }
}
