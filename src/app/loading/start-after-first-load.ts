import type { QueryClient } from '@tanstack/react-query'
import { runAfterFirstLoad } from './run-after-first-load.ts'

/**
 * Starts what the first load does not need, once that is over: `load` resolves to the function that starts it. If its code fails to load, the
 * console works without it. Returns a function that stops it.
 */
export function startAfterFirstLoad(client: QueryClient, load: () => Promise<(client: QueryClient) => () => void>): () => void {
  let stop = () => {}
  let isStopped = false
  const start = async () => {
    const startPart = await load()
    if (!isStopped) stop = startPart(client)
  }
  const cancel = runAfterFirstLoad(client, () => void start().catch(() => {}))
  return () => {
    isStopped = true
    cancel()
    stop()
  }
}
