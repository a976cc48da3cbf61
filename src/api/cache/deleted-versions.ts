import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Version } from '#api/contract/version.ts'
import { getVersionId, versionKeys } from './query-keys.ts'

/** Whether what a key names can be read: a version that was deleted before the eyes of this tab is known to be gone, asking for it would only fail. */
export function isNotDeleted(client: QueryClient, key: QueryKey): boolean {
  const id = getVersionId(key)
  return id === undefined || typeof client.getQueryData<Version>(versionKeys.detail(id))?.deletedAt !== 'string'
}
