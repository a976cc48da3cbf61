import type { ListQuery, SortKey } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { isInLastDays } from '#domain/days.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { parseCursor, parseSort, formatCursor, type SortValue } from './cursor.ts'
import { matchSearch, parseSearch } from './keys/search-text.ts'
import type { StoredVersion } from './keys/stored-version.ts'
import type { ListPage } from './store.ts'
import { compareText } from './text-order.ts'

/** The sort value of a version. Versions that have not ended come last in both directions. */
function toSortValue({ record, keys }: StoredVersion, key: SortKey, descending: boolean, instant: Instant): SortValue {
  switch (key) {
    case 'name':
      return keys.nameSortKey
    case 'version':
      return record.number
    case 'status':
      return statuses.indexOf(record.status)
    case 'people':
      return countPopulation(record, instant).inside
    case 'updated':
      return record.updatedAt
    case 'ended':
      return record.ended?.at ?? (descending ? -1 : Number.MAX_SAFE_INTEGER)
  }
}

const compareSortValues = (one: SortValue, other: SortValue): number =>
  typeof one === 'number' ? one - Number(other) : compareText(one, String(other))

/**
 * Runs a list query over all `stored` versions and returns one page. Stores without a query engine share this implementation, so that search,
 * filters, order and cursors are the same in each.
 */
export function runListQuery(stored: Iterable<StoredVersion>, query: ListQuery, at: Instant): ListPage {
  const filtered = [...stored].filter(({ record }) => record.deletedAt === null && (record.latest || query.versions === 'all'))
  const terms = parseSearch(query.search)
  const searched = terms.length === 0 ? filtered : filtered.filter(({ record, keys }) => matchSearch(terms, keys, record.number))
  const { endedWithin, timeZone } = query
  const found =
    endedWithin === undefined
      ? searched
      : searched.filter(({ record: { ended } }) => ended !== null && isInLastDays(ended.at, endedWithin, at, timeZone))
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>
  for (const { record } of found) counts[record.status]++
  const matching = query.status.length === 0 ? found : found.filter(({ record }) => query.status.includes(record.status))

  const after = query.cursor === undefined ? null : parseCursor(query.cursor, query.sort)
  const instant = Math.min(after?.instant ?? at, at)
  const { key, descending } = parseSort(query.sort)
  const compare = (one: { sortValue: SortValue; id: string }, other: { sortValue: SortValue; id: string }) =>
    (descending ? -1 : 1) * (compareSortValues(one.sortValue, other.sortValue) || compareText(one.id, other.id))
  const ranked = matching
    .map((version) => ({ record: version.record, id: version.record.id, sortValue: toSortValue(version, key, descending, instant) }))
    .filter((row) => after === null || compare(row, after) > 0)
    .toSorted(compare)
  const rows = ranked.slice(0, query.limit)
  const last = rows.at(-1)
  return {
    items: rows.map(({ record }) => ({ record, peopleInside: countPopulation(record, at).inside })),
    matchingCount: matching.length,
    totalCount: filtered.length,
    countsByStatus: counts,
    nextCursor:
      last && ranked.length > rows.length ? formatCursor({ sort: query.sort, sortValue: last.sortValue, id: last.id, instant }) : null,
  }
}
