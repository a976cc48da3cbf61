import type { QueryClient } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { awaitDeletion } from '#api/cache/pending-deletions.ts'
import { maxBatchSize, versionBatchRoute, type VersionBatch } from '#api/contract/version-batch.ts'
import { requestJson } from '#api/http/request.ts'

const emptyBatch: VersionBatch = { items: [], deleted: [], notFound: [], asOf: '' }

const joinBatches = (one: VersionBatch, other: VersionBatch): VersionBatch => ({
  ...other,
  items: [...one.items, ...other.items],
  deleted: [...one.deleted, ...other.deleted],
  notFound: [...one.notFound, ...other.notFound],
  // The older time: no row may seem to be newer than it is.
  asOf: one.asOf || other.asOf,
})

/** Monotonic read of versions, by one request for every `maxBatchSize` of them. Waits while a deletion of one of them is pending. */
export async function readVersionBatch(client: QueryClient, ids: readonly string[], signal: AbortSignal): Promise<VersionBatch> {
  await Promise.all(ids.map((id) => awaitDeletion(client, id, signal)))
  let batch = emptyBatch
  for (let from = 0; from < ids.length; from += maxBatchSize) {
    const query = new URLSearchParams(ids.slice(from, from + maxBatchSize).map((id) => ['id', id]))
    const read = () => requestJson(getConnection(client), versionBatchRoute, {}, { query, signal })
    batch = joinBatches(batch, await fetchMonotonic(client, 'batch', read))
  }
  return batch
}
