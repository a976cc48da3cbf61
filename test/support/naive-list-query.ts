import { countedDays } from '#api/contract/filters/facets.ts'
import { dayFilters, valueFilters, type DayFilter, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { type Sort, type SortKey } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { isInLastDays } from '#domain/days.ts'
import { matchSearch } from '#backend/store/keys/search-text.ts'
import { foldText } from '#domain/search/fold-text.ts'
import { parseSearch } from '#domain/search/search-terms.ts'
import { createStoredVersion, type StoredVersion } from '#backend/store/keys/stored-version.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type {
  Facets,
  FilterRequest,
  Keyset,
  Page,
  PageRequest,
  SortValue,
  ValueCount,
  ValueCountRequest,
  ValueCounts,
} from '#backend/store/store.ts'
import type { VersionRecord } from '#backend/store/records.ts'
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

/** What a version uses, each once. */
const listUses = ({ flow, tags }: VersionRecord): readonly string[] => {
  const ofActivities = flow.activities.flatMap(({ kind, template }) => [
    ...(['email', 'sms', 'push', 'inApp'].includes(kind) ? [`activity:${kind}`] : []),
    ...(template === undefined ? [] : [`template:${template}`]),
  ])
  const { audience } = flow.entry
  return [...new Set([...ofActivities, ...(audience === undefined ? [] : [`audience:${audience}`]), ...tags.map((tag) => `tag:${tag}`)])]
}

/** The values of a version that a filter looks at, each with its name. */
function listValues(record: VersionRecord, filter: ValueFilter): readonly (readonly [value: string, name: string])[] {
  const byFilter: Readonly<Record<ValueFilter, readonly (string | { readonly id: string; readonly name: string } | null | undefined)[]>> = {
    type: [record.flow.entry.type],
    createdBy: [record.createdBy],
    publishedBy: [record.publishedBy],
    reason: [record.ended?.reason],
    tag: [...new Set(record.tags)],
    uses: listUses(record),
  }
  return byFilter[filter].flatMap((value) =>
    value === null || value === undefined ? [] : [typeof value === 'string' ? [value, value] : [value.id, value.name]],
  )
}

/** Whether the moment of a version that a filter looks at is in the last days. */
function isWithinDays(record: VersionRecord, filter: DayFilter, days: number | undefined, at: number, timeZone: string): boolean {
  const moments = { endedWithin: record.ended?.at, publishedWithin: record.publishedAt, updatedWithin: record.updatedAt }
  const moment = moments[filter]
  return days === undefined || (typeof moment === 'number' && isInLastDays(moment, days, at, timeZone))
}

/** Applies the search and the filters, but not `except`, nor the filter by status. */
function searchVersions(
  selected: readonly StoredVersion[],
  { query, at }: FilterRequest,
  except?: ValueFilter | DayFilter,
): readonly StoredVersion[] {
  const terms = parseSearch(query.search)
  const isWithin = (record: VersionRecord, filter: DayFilter) =>
    filter === except || isWithinDays(record, filter, query[filter], at, query.timeZone)
  const hasValue = (record: VersionRecord, filter: ValueFilter) => {
    const wanted: readonly string[] = query[filter]
    return filter === except || wanted.length === 0 || listValues(record, filter).some(([value]) => wanted.includes(value))
  }
  return selected.filter(
    ({ record, keys }) =>
      (terms.length === 0 || matchSearch(terms, keys, record.number)) &&
      dayFilters.every((filter) => isWithin(record, filter)) &&
      valueFilters.every((filter) => hasValue(record, filter)),
  )
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

/** The values of a filter, counted. */
function countFilterValues(selected: readonly StoredVersion[], request: FilterRequest, filter: ValueFilter): readonly ValueCount[] {
  const found = searchVersions(selected, request, filter).filter((version) => matchesStatus(version, request.query.status))
  const all = selected.flatMap(({ record }) => listValues(record, filter))
  return [...new Set(all.map(([value]) => value))]
    .map((value) => ({
      value,
      name: all.flatMap(([other, name]) => (other === value ? [name] : [])).toSorted(compareText)[0] ?? '',
      count: found.filter(({ record }) => listValues(record, filter).some(([other]) => other === value)).length,
    }))
    .toSorted((one, other) => other.count - one.count || compareText(one.value, other.value))
}

/** The numbers of days of a filter, counted. */
function countDays(selected: readonly StoredVersion[], request: FilterRequest, filter: DayFilter): readonly ValueCount[] {
  const { at, query } = request
  const found = searchVersions(selected, request, filter).filter((version) => matchesStatus(version, query.status))
  return countedDays.map((days) => ({
    value: String(days),
    name: String(days),
    count: found.filter(({ record }) => isWithinDays(record, filter, days, at, query.timeZone)).length,
  }))
}

/** The values of each filter of all `stored` versions, counted. */
export function countValues(stored: Iterable<StoredVersion>, request: ValueCountRequest, limit: number): ValueCounts {
  const selected = selectVersions(stored, request)
  const counts = valueFilters.map((filter) => {
    const chosen: readonly string[] = request.query[filter]
    const all = countFilterValues(selected, request, filter)
    const typed = foldText(request.find ?? '').split(' ')
    const found = all.filter(({ name }) => typed.every((word) => foldText(name).includes(word))).slice(0, limit)
    return [filter, all.filter((one) => found.includes(one) || chosen.includes(one.value))]
  })
  return Object.fromEntries([...counts, ...dayFilters.map((filter) => [filter, countDays(selected, request, filter)])]) as ValueCounts
}
