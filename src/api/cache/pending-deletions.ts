import type { QueryClient } from '@tanstack/react-query'
import { delay } from '#api/http/delay.ts'
import { getVersionId } from './query-keys.ts'

/** Maximum time that a read waits for the outcome of a deletion, in milliseconds. After it the response to the deletion counts as lost. */
const timeoutMs = 30_000

const pendingDeletions = new WeakMap<QueryClient, Map<string, Promise<void>>>()

/**
 * Holds the reads of a version while its deletion is being sent: the backend would reject any read that it receives after the deletion.
 * Cancels reads in flight. Returns a function that releases the reads; call it once the outcome is known.
 */
export function holdReads(client: QueryClient, id: string): () => void {
  const { promise, resolve } = Promise.withResolvers<void>()
  const pending = pendingDeletions.get(client) ?? new Map<string, Promise<void>>()
  pendingDeletions.set(client, pending.set(id, promise))
  void client.cancelQueries({ predicate: ({ queryKey }) => getVersionId(queryKey) === id })
  return () => {
    if (pending.get(id) === promise) pending.delete(id)
    resolve()
  }
}

/** Resolves once no deletion of the version is pending, or after `timeoutMs`, or when `signal` is aborted. */
export async function awaitDeletion(client: QueryClient, id: string, signal: AbortSignal): Promise<void> {
  const pending = pendingDeletions.get(client)?.get(id)
  if (pending) await Promise.race([pending, delay(timeoutMs, signal)])
}
