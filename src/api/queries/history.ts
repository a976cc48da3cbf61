import { infiniteQueryOptions } from '@tanstack/react-query'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { historyRoute } from '#api/contract/history.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** The history of a version, newest first, as an infinite query. */
export const historyOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: versionKeys.history(id),
    queryFn: ({ client, pageParam, signal }) =>
      fetchMonotonic(
        client,
        'history',
        () =>
          requestJson(
            getConnection(client),
            historyRoute,
            { id },
            {
              ...(pageParam !== null && { query: new URLSearchParams({ cursor: pageParam }) }),
              signal,
            },
          ),
        pageParam === null ? ({ items }) => ({ versionId: id, sequence: items[0]?.sequence ?? -1 }) : undefined,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
