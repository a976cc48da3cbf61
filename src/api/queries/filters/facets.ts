import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import { facetsRoute } from '#api/contract/filters/facets.ts'
import { requestJson } from '#api/http/request.ts'
import { formatListFilter, type ListFilter } from '#api/queries/list.ts'
import { pollWhenDisconnected, versionPollMs } from '#api/queries/polling.ts'

/** The values of the filters of a list, counted. `find`: only those with these words in their names. */
export function facetsOptions(list: ListFilter, find = '') {
  const { sort: _, ...rest } = list
  const filter = { ...rest, ...(find && { find }) }
  return queryOptions({
    // Below that of all versions: any change of a version may change the counts.
    queryKey: [...versionKeys.all(), 'facets', filter],
    queryFn: ({ client, signal }) => requestJson(getConnection(client), facetsRoute, {}, { query: formatListFilter(filter), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: pollWhenDisconnected(versionPollMs),
  })
}
