import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { isNotDeleted } from '#api/cache/deleted-versions.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import { buildVersionBatchOptions } from '#api/queries/version-batch.ts'
import type { SingleVersion } from './stable-rows.ts'

/** Reads versions in one batch, and again when they may have changed. Until it arrives, a version is shown as its page was read last. */
export function useSingleVersions(ids: readonly string[]): ReadonlyMap<string, SingleVersion<VersionSummary>> {
  const client = useQueryClient()
  // A version that was deleted here is not read again.
  const isReadable = (id: string) => isNotDeleted(client, versionKeys.detail(id))
  const { data } = useQuery(buildVersionBatchOptions(ids.filter(isReadable)))
  const [lastData, setLastData] = useState(data)
  if (data && data !== lastData) setLastData(data)
  // If the batch of other identifiers cannot be read, what the last one said still holds.
  const batch = data ?? lastData
  const classifyVersion = (id: string): SingleVersion<VersionSummary> => {
    if (!isReadable(id) || batch?.notFound.includes(id)) return { kind: 'gone' }
    const deletion = batch?.deleted.find((deleted) => deleted.id === id)
    if (deletion) return { kind: 'deleted', entry: deletion.latestEntry }
    const row = batch?.items.find((item) => item.id === id) ?? client.getQueryData<Version>(versionKeys.detail(id))
    return row ? { kind: 'loaded', row } : { kind: 'loading' }
  }
  return new Map(ids.map((id) => [id, classifyVersion(id)]))
}
