import { queryOptions } from '@tanstack/react-query'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { overviewRoute } from '#api/contract/overview.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** The overview of all versions, with those that should be ended. Its days are those of the reader's time zone. */
export const overviewOptions = (timeZone: string) =>
  queryOptions({
    queryKey: versionKeys.overview(timeZone),
    queryFn: ({ client, signal }) =>
      fetchMonotonic(client, 'overview', () =>
        requestJson(getConnection(client), overviewRoute, {}, { query: new URLSearchParams({ timeZone }), signal }),
      ),
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
