import { countedDays } from '#api/contract/filters/facets.ts'
import { dayFilters, valueFilters, type DayFilter, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import type { FilterRequest, ValueCount, ValueCountRequest, ValueCounts } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import { createNameMatcher } from '#domain/search/match-name.ts'
import { createEntryFilters, isWithinDays, readFilterValue, readMoment, type EntryFilter, type FilterName } from './entry-filters.ts'
import type { IndexEntry } from './index-entry.ts'

/** Marks an entry that two filters or more leave out: no value counts it. */
const leftOutTwice = 'several'

/** The only filter that leaves an entry out; `null` if none does. */
function findLeavingOut(filters: ReadonlyMap<FilterName, EntryFilter>, entry: IndexEntry): FilterName | typeof leftOutTwice | null {
  let found: FilterName | null = null
  for (const [name, matches] of filters) {
    if (matches(entry)) continue
    if (found !== null) return leftOutTwice
    found = name
  }
  return found
}

const readName: Readonly<Partial<Record<ValueFilter, (entry: IndexEntry) => string>>> = {
  createdBy: ({ createdByName }) => createdByName,
  publishedBy: ({ publishedByName }) => publishedByName,
}

/**
 * The values that most versions have, at most `limit` of those that a text finds, and those that the filter has: what is chosen is counted,
 * wherever it stands.
 */
export function listFirstValues(
  counts: readonly ValueCount[],
  { query, find = '' }: ValueCountRequest,
  filter: ValueFilter,
  limit: number,
): readonly ValueCount[] {
  const isFound = createNameMatcher(find)
  const chosen: readonly string[] = query[filter]
  let foundCount = 0
  return counts
    .toSorted((one, other) => other.count - one.count || compareText(one.value, other.value))
    .filter(({ value, name }) => (isFound(name) && ++foundCount <= limit) || chosen.includes(value))
}

interface Counting {
  name: string
  count: number
}

/** Counts the values of a filter, one entry after another. */
class ValueCounter {
  readonly #filter: ValueFilter
  readonly #request: ValueCountRequest
  readonly #values = new Map<string, Counting>()

  constructor(filter: ValueFilter, request: ValueCountRequest) {
    this.#filter = filter
    this.#request = request
  }

  /** `isCounted`: whether the entry matches all other filters. */
  add(entry: IndexEntry, isCounted: boolean): void {
    const value = readFilterValue[this.#filter](entry)
    if (value === null) return
    if (typeof value === 'string') this.#addValue(value, readName[this.#filter]?.(entry) ?? value, isCounted)
    // A version may have a tag twice.
    else for (const one of new Set(value)) this.#addValue(one, one, isCounted)
  }

  list(limit: number): readonly ValueCount[] {
    const counts = Array.from(this.#values, ([value, counting]) => ({ value, ...counting }))
    return listFirstValues(counts, this.#request, this.#filter, limit)
  }

  #addValue(value: string, name: string, isCounted: boolean): void {
    let counting = this.#values.get(value)
    if (counting === undefined) this.#values.set(value, (counting = { name, count: 0 }))
    else if (counting.name !== name && compareText(name, counting.name) < 0) counting.name = name
    if (isCounted) counting.count++
  }
}

/** Counts the versions of the last days, one entry after another. */
class DayCounter {
  readonly #filter: DayFilter
  readonly #request: FilterRequest
  readonly #counts = countedDays.map((days) => ({ days, count: 0 }))

  constructor(filter: DayFilter, request: FilterRequest) {
    this.#filter = filter
    this.#request = request
  }

  add(entry: IndexEntry, isCounted: boolean): void {
    const moment = readMoment[this.#filter](entry)
    if (!isCounted || moment === null) return
    const { at, query } = this.#request
    for (const counting of this.#counts) if (isWithinDays(moment, counting.days, at, query.timeZone)) counting.count++
  }

  list = (): readonly ValueCount[] => this.#counts.map(({ days, count }) => ({ value: String(days), name: String(days), count }))
}

/** Counts the values of all filters. Each entry is looked at once. `hasStatus`: the filter by status. */
export function countValues(entries: Iterable<IndexEntry>, request: ValueCountRequest, hasStatus: EntryFilter, limit: number): ValueCounts {
  const filters = createEntryFilters(request)
  const counters = {
    ...(Object.fromEntries(valueFilters.map((name) => [name, new ValueCounter(name, request)])) as Record<ValueFilter, ValueCounter>),
    ...(Object.fromEntries(dayFilters.map((name) => [name, new DayCounter(name, request)])) as Record<DayFilter, DayCounter>),
  }
  const names = [...valueFilters, ...dayFilters]
  for (const entry of entries) {
    const leavingOut = hasStatus(entry) ? findLeavingOut(filters, entry) : leftOutTwice
    for (const name of names) counters[name].add(entry, leavingOut === null || leavingOut === name)
  }
  return Object.fromEntries(names.map((name) => [name, counters[name].list(limit)])) as ValueCounts
}
