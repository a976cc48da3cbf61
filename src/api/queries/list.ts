import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { listSchema, type Sort } from '#api/contract/list.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** Parameters of the list query. */
export interface ListFilter {
  readonly search: string
  readonly status: readonly string[]
  /** Only versions closed or stopped within this number of days; `null` for all. */
  readonly endedWithin: number | null
  /** The reader's time zone, in which these days are counted. */
  readonly timeZone: string
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
}

/** The list, as an infinite query. */
export const listOptions = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: versionKeys.list(filter),
    queryFn: ({ client, pageParam, signal }) => {
      const query = new URLSearchParams({ versions: filter.versions, sort: filter.sort })
      if (filter.search !== '') query.set('search', filter.search)
      for (const status of filter.status) query.append('status', status)
      if (filter.endedWithin !== null) {
        query.set('endedWithin', String(filter.endedWithin))
        query.set('timeZone', filter.timeZone)
      }
      if (pageParam !== null) query.set('cursor', pageParam)
      return fetchMonotonic(client, 'list', () => requestJson(getConnection(client), listSchema, `/api/versions?${query}`, { signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
