import type { QueryClient } from '@tanstack/react-query'
import { whenIdle } from '#ui/when-idle.ts'

/**
 * Begins to listen to the backend's events once the browser is idle: a first look at a page does not need it, and until then, or where it cannot be
 * loaded, the backend is asked from time to time. Returns how to end it.
 */
export function listenWhenIdle(client: QueryClient): () => void {
  let end = () => {}
  let ended = false
  const begin = async () => {
    const { startLiveUpdates } = await import('#api/live-updates/start-live-updates.ts')
    if (!ended) end = startLiveUpdates(client)
  }
  const cancel = whenIdle(() => void begin().catch(() => {}), { most: 4_000, otherwise: 1_500 })
  return () => {
    ended = true
    cancel()
    end()
  }
}
