import type { QueryClient } from '@tanstack/react-query'

/** How long a browser that cannot say when it is idle is left alone, in milliseconds. */
const respite = 1_500

function whenIdle(begin: () => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const idle = requestIdleCallback(begin, { timeout: 4_000 })
    return () => cancelIdleCallback(idle)
  }
  const timer = setTimeout(begin, respite)
  return () => clearTimeout(timer)
}

/**
 * Begins to listen to the backend's events once the browser is idle: a first look at a page does not need it, and until then, or where it cannot be
 * loaded, the backend is asked from time to time. Returns how to end it.
 */
export function listenWhenIdle(client: QueryClient): () => void {
  let end = () => {}
  let ended = false
  const begin = async () => {
    const { startLiveEvents } = await import('#api/live-events.ts')
    if (!ended) end = startLiveEvents(client)
  }
  const cancel = whenIdle(() => void begin().catch(() => {}))
  return () => {
    ended = true
    cancel()
    end()
  }
}
