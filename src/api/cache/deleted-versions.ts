import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Version } from '#api/contract/version.ts'
import { getVersionId, versionKeys } from './query-keys.ts'

/** False if the key refers to a version that this tab knows to be deleted: a request for it would only fail. */
export function isNotDeleted(client: QueryClient, key: QueryKey): boolean {
  const id = getVersionId(key)
  return id === undefined || typeof client.getQueryData<Version>(versionKeys.detail(id))?.deletedAt !== 'string'
}
