import type { Sort, SortKey } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { isInLastDays } from '#domain/days.ts'
import { matchSearch, parseSearch } from '#backend/store/keys/search-text.ts'
import { createStoredVersion, type StoredVersion } from '#backend/store/keys/stored-version.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type { Facets, FilterRequest, Keyset, Page, PageRequest, SortValue } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'

/** The sort value of a version. Versions that have not ended come last in both directions. */
function toSortValue({ record, keys }: StoredVersion, sort: Sort, inside: ReadonlyMap<string, number>): SortValue {
  const { key, descending } = parseSort(sort)
  const values: Readonly<Record<SortKey, () => SortValue>> = {
    name: () => keys.nameSortKey,
    version: () => record.number,
    status: () => statuses.indexOf(record.status),
    people: () => inside.get(record.id) ?? 0,
    updated: () => record.updatedAt,
    ended: () => record.ended?.at ?? (descending ? -1 : Number.MAX_SAFE_INTEGER),
  }
  return values[key]()
}

const compareSortValues = (one: SortValue, other: SortValue): number =>
  typeof one === 'number' ? one - Number(other) : compareText(one, String(other))

/** Applies the replacements and the version filter. */
const selectVersions = (stored: Iterable<StoredVersion>, { query, replacements }: FilterRequest): readonly StoredVersion[] =>
  Array.from(stored, (version) => {
    const replacement = replacements?.get(version.record.id)
    return replacement ? createStoredVersion(replacement) : version
  }).filter(({ record }) => record.deletedAt === null && (record.latest || query.versions === 'all'))

/** Applies the search and the filter by days, not the filter by status. */
function searchVersions(selected: readonly StoredVersion[], { query, at }: FilterRequest): readonly StoredVersion[] {
  const { endedWithin, timeZone } = query
  const terms = parseSearch(query.search)
  const found = terms.length === 0 ? selected : selected.filter(({ record, keys }) => matchSearch(terms, keys, record.number))
  return endedWithin === undefined
    ? found
    : found.filter(({ record: { ended } }) => ended !== null && isInLastDays(ended.at, endedWithin, at, timeZone))
}

const matchesStatus = ({ record }: StoredVersion, status: readonly Status[]): boolean =>
  status.length === 0 || status.includes(record.status)

/**
 * One page of all `stored` versions, found the slow and obvious way: by looking at each of them. `selectPage` and `countFacets` are the
 * oracle of the index that stores use instead.
 */
export function selectPage(stored: Iterable<StoredVersion>, request: PageRequest): Page {
  const { query, after, inside = new Map() } = request
  const { descending } = parseSort(query.sort)
  const compare = (one: Keyset, other: Keyset) =>
    (descending ? -1 : 1) * (compareSortValues(one.sortValue, other.sortValue) || compareText(one.id, other.id))
  const ranked = searchVersions(selectVersions(stored, request), request)
    .filter((version) => matchesStatus(version, query.status))
    .map((version) => ({ record: version.record, id: version.record.id, sortValue: toSortValue(version, query.sort, inside) }))
    .filter((row) => after === undefined || compare(row, after) > 0)
    .toSorted(compare)
  return {
    rows: ranked.slice(0, query.limit).map(({ record, sortValue }) => ({ record, sortValue })),
    hasMore: ranked.length > query.limit,
  }
}

/** The counts of a list of all `stored` versions. */
export function countFacets(stored: Iterable<StoredVersion>, request: FilterRequest): Facets {
  const selected = selectVersions(stored, request)
  const found = searchVersions(selected, request)
  const countsByStatus = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>
  for (const { record } of found) countsByStatus[record.status]++
  return {
    matchingCount: found.filter((version) => matchesStatus(version, request.query.status)).length,
    totalCount: selected.length,
    countsByStatus,
  }
}
