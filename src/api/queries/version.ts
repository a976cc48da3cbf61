import { queryOptions } from '@tanstack/react-query'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { versionSchema } from '#api/contract/version.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'
import { toVersionUrl } from './version-url.ts'

/** Reads one version now, past all that is remembered. */
export const fetchVersion = (id: string, signal?: AbortSignal) => requestJson(versionSchema, toVersionUrl(id), signal ? { signal } : {})

/** One version, with everything its page shows. */
export const versionOptions = (id: string) =>
  queryOptions({
    queryKey: versionKeys.detail(id),
    queryFn: ({ client, signal }) => fetchMonotonic(client, () => fetchVersion(id, signal)),
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
