import type { QueryClient } from '@tanstack/react-query'
import { delay } from '#api/http/delay.ts'
import { getClientState } from './client-state.ts'
import { getVersionId } from './query-keys.ts'

/** Maximum time that a read waits for the outcome of a deletion, in milliseconds. After it the response to the deletion counts as lost. */
const timeoutMs = 30_000

/**
 * Holds the reads of a version while its deletion is being sent: the backend would reject any read that it receives after the deletion.
 * Cancels reads in flight. Returns a function that releases the reads; call it once the outcome is known.
 */
export function holdReads(client: QueryClient, id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  const { pendingDeletions } = getClientState(client)
  pendingDeletions.set(id, promise)
  void client.cancelQueries({ predicate: ({ queryKey }) => getVersionId(queryKey) === id })
  return () => {
    if (pendingDeletions.get(id) === promise) pendingDeletions.delete(id)
    resolve()
  }
}

/** Resolves once no deletion of the version is pending, or after `timeoutMs`, or when `signal` is aborted. */
export async function awaitDeletion(client: QueryClient, id: string, signal: AbortSignal): Promise<void> {
  const pending = getClientState(client).pendingDeletions.get(id)
  if (pending) await Promise.race([pending, delay(timeoutMs, signal)])
}
