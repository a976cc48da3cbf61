import type { ListQuery, SortKey } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { isInLastDays } from '#domain/days.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { parseCursor, parseSort, formatCursor, type SortValue } from './cursor.ts'
import type { VersionRecord } from './records.ts'
import type { ListPage } from './store.ts'
import { compareText, foldText } from './text-order.ts'

/** Matches versions that contain every word of the search in name, description, tags or user names. */
function createSearchFilter(search: string): (record: VersionRecord) => boolean {
  const words = foldText(search).split(/\s+/u).filter(Boolean)
  return ({ name, description, tags, createdBy, updatedBy, publishedBy, ended }) => {
    const people = [createdBy, updatedBy, publishedBy, ended?.actor].map((person) => person?.name ?? '')
    const text = foldText([name, description, ...tags, ...people].join('\n'))
    return words.every((word) => text.includes(word))
  }
}

/** The sort value of a version. Versions that have not ended come last in both directions. */
function toSortValue(record: VersionRecord, key: SortKey, descending: boolean, instant: Instant): SortValue {
  switch (key) {
    case 'name':
      return foldText(record.name)
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
 * Runs a list query over all `records` and returns one page. Stores without a query engine share this implementation, so that search,
 * filters, order and cursors are the same in each.
 */
export function runListQuery(records: Iterable<VersionRecord>, query: ListQuery, at: Instant): ListPage {
  const filtered = [...records].filter(({ deletedAt, latest }) => deletedAt === null && (latest || query.versions === 'all'))
  const searched = query.search.trim() === '' ? filtered : filtered.filter(createSearchFilter(query.search))
  const { endedWithin, timeZone } = query
  const found =
    endedWithin === undefined
      ? searched
      : searched.filter(({ ended }) => ended !== null && isInLastDays(ended.at, endedWithin, at, timeZone))
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>
  for (const { status } of found) counts[status]++
  const matching = query.status.length === 0 ? found : found.filter(({ status }) => query.status.includes(status))

  const after = query.cursor === undefined ? null : parseCursor(query.cursor, query.sort)
  const instant = Math.min(after?.instant ?? at, at)
  const { key, descending } = parseSort(query.sort)
  const compare = (one: { sortValue: SortValue; id: string }, other: { sortValue: SortValue; id: string }) =>
    (descending ? -1 : 1) * (compareSortValues(one.sortValue, other.sortValue) || compareText(one.id, other.id))
  const ranked = matching
    .map((record) => ({ record, id: record.id, sortValue: toSortValue(record, key, descending, instant) }))
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
