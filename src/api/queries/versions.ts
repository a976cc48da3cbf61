import { infiniteQueryOptions, keepPreviousData, queryOptions, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { historySchema } from '#api/contract/history.ts'
import { impactSchema } from '#api/contract/impact.ts'
import { listSchema, type Sort } from '#api/contract/list.ts'
import { overviewSchema } from '#api/contract/overview.ts'
import { populationSchema, type PopulationRange } from '#api/contract/population.ts'
import { versionSchema } from '#api/contract/version.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected } from './polling.ts'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'

/** How often what is on screen is read again, in milliseconds, for changes made elsewhere, while nobody tells of them. */
const pollEveryMs = 5_000

/** How old the numbers in a dialog may become, in milliseconds. */
const impactStaleMs = 30_000

const versionUrl = (id: string) => `/api/versions/${encodeURIComponent(id)}`

/** Everything known about versions; what an action may have changed. */
export const versionsKey = ['versions'] as const

/** What the list asks for. */
export interface ListFilter {
  readonly search: string
  readonly status: readonly string[]
  /** Only those closed or stopped within so many days; `null` for all. */
  readonly endedWithin: number | null
  readonly versions: 'latest' | 'all'
  readonly sort: Sort
}

/** The list, page by page. */
export const listOptions = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: [...versionsKey, 'list', filter],
    queryFn: ({ client, pageParam, signal }) => {
      const query = new URLSearchParams({ versions: filter.versions, sort: filter.sort })
      if (filter.search !== '') query.set('search', filter.search)
      for (const status of filter.status) query.append('status', status)
      if (filter.endedWithin !== null) query.set('endedWithin', String(filter.endedWithin))
      if (pageParam !== null) query.set('cursor', pageParam)
      return fetchMonotonic(client, () => requestJson(listSchema, `/api/versions?${query}`, { signal }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(pollEveryMs),
  })

/** Reads one version now, past all that is remembered. */
export const fetchVersion = (id: string, signal?: AbortSignal) => requestJson(versionSchema, versionUrl(id), signal ? { signal } : {})

/** One version, with everything its page shows. */
export const versionOptions = (id: string) =>
  queryOptions({
    queryKey: [...versionsKey, 'one', id],
    queryFn: ({ client, signal }) => fetchMonotonic(client, () => fetchVersion(id, signal)),
    refetchInterval: pollWhenDisconnected(pollEveryMs),
  })

/** Whether what a key names can be read: a version that was deleted before the eyes of this tab is known to be gone, asking for it would only fail. */
export const isNotDeleted = (client: QueryClient, key: QueryKey): boolean =>
  !key.some((part) => typeof part === 'string' && typeof client.getQueryData(versionOptions(part).queryKey)?.deletedAt === 'string')

/** What happened to a version, newest first, page by page. */
export const historyOptions = (id: string) =>
  infiniteQueryOptions({
    queryKey: [...versionsKey, 'history', id],
    queryFn: ({ client, pageParam, signal }) =>
      fetchMonotonic(
        client,
        () =>
          requestJson(historySchema, `${versionUrl(id)}/history${pageParam === null ? '' : `?cursor=${encodeURIComponent(pageParam)}`}`, {
            signal,
          }),
        pageParam === null ? ({ items }) => ({ versionId: id, sequence: items[0]?.sequence ?? -1 }) : undefined,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: pollWhenDisconnected(pollEveryMs),
  })

/** What each ending, or publishing, would do now. Read anew whenever the revision changes, and before it gets old. */
export const impactOptions = (id: string, revision: number) =>
  queryOptions({
    queryKey: [...versionsKey, 'impact', id, revision],
    queryFn: ({ client, signal }) => fetchMonotonic(client, () => requestJson(impactSchema, `${versionUrl(id)}/impact`, { signal })),
    staleTime: impactStaleMs,
    refetchInterval: impactStaleMs,
    gcTime: 0,
    // Numbers of the revision before stand, marked as old, until the new ones are there.
    placeholderData: keepPreviousData,
  })

/** The people of a version over time. The curve before stands while another is being read. */
export const populationOptions = (id: string, range: PopulationRange) =>
  queryOptions({
    queryKey: [...versionsKey, 'people', id, range],
    queryFn: ({ client, signal }) =>
      fetchMonotonic(client, () => requestJson(populationSchema, `${versionUrl(id)}/population?range=${range}`, { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(pollEveryMs),
  })

/** All versions together, and which of them should be ended. */
export const overviewOptions = queryOptions({
  queryKey: [...versionsKey, 'overview'],
  queryFn: ({ client, signal }) => fetchMonotonic(client, () => requestJson(overviewSchema, '/api/overview', { signal })),
  refetchInterval: pollWhenDisconnected(pollEveryMs),
})
