import {
  infiniteQueryOptions,
  keepPreviousData,
  type InfiniteData,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { fetchMonotonic } from '#api/cache/monotonic-reads.ts'
import { getClientState, getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import type { FilterQuery } from '#api/contract/filters/filter-query.ts'
import { listRoute, type List } from '#api/contract/list.ts'
import type { ExportQuery } from '#api/contract/filters/list-query.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { requestJson } from '#api/http/request.ts'
import { pollWhenDisconnected, versionPollMs } from './polling.ts'

/** Parameters of the list query: which versions, and in which order. */
export type ListFilter = Readonly<Partial<FilterQuery> & Pick<ExportQuery, 'timeZone' | 'versions' | 'sort'>>

/** A filter as query of the list, of its export, or of the counts of its filters. */
export function formatListFilter(filter: Partial<ListFilter> & { readonly find?: string }): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, values] of Object.entries(filter)) for (const value of [values].flat()) if (value) query.append(name, String(value))
  return query
}

/** A page after the first. `index`: its place among the pages. */
interface PageParam {
  readonly index: number
  readonly cursor: string
}

/**
 * Decides about one page of a refetch: returns the cached page if none of its rows is on screen, so that it is read only once it is scrolled
 * to. Returns `null` if the page has to be read. The first page always is: its counts stand above the list.
 */
function findHiddenPage(client: QueryClient, queryKey: QueryKey, param: PageParam | null): List | null {
  const { screen } = getClientState(client)
  if (param === null) screen.visibleIds = screen.isOutdated ? null : (screen.findVisibleIds?.() ?? null)
  const pages = client.getQueryData<InfiniteData<List>>(queryKey)?.pages ?? []
  const index = param?.index ?? 0
  const { visibleIds } = screen
  if (visibleIds === null && index === pages.length - 1) screen.isOutdated = false
  if (index === 0 || visibleIds === null) return null
  const page = pages[index]
  return page === undefined || page.items.some(({ id }) => visibleIds.has(id)) ? null : page
}

/**
 * The facts about a version that a list has shown within the last `maxAgeMs` milliseconds, for its page to begin with. `undefined` if there
 * are none, or a change of the version has been heard of since.
 */
export function findVersionSummary(client: QueryClient, id: string, maxAgeMs: number): VersionSummary | undefined {
  const isRecent = ({ state }: Query) => !state.isInvalidated && state.dataUpdatedAt >= Date.now() - maxAgeMs
  return client
    .getQueryCache()
    .findAll({ queryKey: versionKeys.lists(), predicate: isRecent })
    .flatMap(({ state }) => (state.data as InfiniteData<List>).pages)
    .flatMap(({ items }) => items)
    .find((item) => item.id === id)
}

/** The parameters of the list that is on screen; `undefined` if there is none. */
export const findShownListFilter = (client: QueryClient): ListFilter | undefined =>
  client.getQueryCache().findAll({ queryKey: versionKeys.lists(), type: 'active' })[0]?.queryKey[2] as ListFilter | undefined

/** The list, as an infinite query. */
export const listOptions = (filter: ListFilter) =>
  infiniteQueryOptions({
    queryKey: versionKeys.list(filter),
    queryFn: ({ client, queryKey, pageParam, signal }) => {
      const hiddenPage = findHiddenPage(client, queryKey, pageParam)
      if (hiddenPage !== null) return hiddenPage
      const query = formatListFilter(filter)
      if (pageParam !== null) query.set('cursor', pageParam.cursor)
      return fetchMonotonic(client, 'list', () => requestJson(getConnection(client), listRoute, {}, { query, signal }))
    },
    initialPageParam: null as PageParam | null,
    getNextPageParam: ({ nextCursor }, pages): PageParam | null =>
      nextCursor === null ? null : { index: pages.length, cursor: nextCursor },
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
