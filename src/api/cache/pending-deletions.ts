import type { QueryClient } from '@tanstack/react-query'
import { delay } from '#api/http/delay.ts'
import { getVersionId } from './query-keys.ts'

/** How long a read waits for the outcome of a deletion, in milliseconds. Afterwards the answer to the deletion is taken for lost. */
const timeoutMs = 30_000

const pendingDeletions = new WeakMap<QueryClient, Map<string, Promise<void>>>()

/**
 * Holds the reads of a version whose deletion is being sent: the backend would refuse those that it receives after it. What is on its way already is
 * called off. Returns how to let them go on, once it is known what became of the deletion.
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

/** Resolves once no deletion of the version is pending, or after a while. */
export async function awaitDeletion(client: QueryClient, id: string, signal: AbortSignal): Promise<void> {
  const pending = pendingDeletions.get(client)?.get(id)
  if (pending) await Promise.race([pending, delay(timeoutMs, signal)])
}
