import { dayFilters, valueFilters, type DayFilter, type FilterQuery, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { isInLastDays } from '#domain/days.ts'
import type { Instant } from '#domain/version.ts'
import { matchSearch } from '#backend/store/keys/search-text.ts'
import { parseSearch } from '#domain/search/search-terms.ts'
import type { FilterRequest } from '#backend/store/store.ts'
import type { IndexEntry } from './index-entry.ts'

/** The filters of a query besides status and version filter. */
export type FilterName = 'search' | DayFilter | ValueFilter

/** Whether an entry matches a filter. */
export type EntryFilter = (entry: IndexEntry) => boolean

const dayMs = 86_400_000

/** The moment that a filter by days looks at. */
export const readMoment: Readonly<Record<DayFilter, (entry: IndexEntry) => Instant | null>> = {
  endedWithin: ({ endedAt }) => endedAt,
  publishedWithin: ({ publishedAt }) => publishedAt,
  updatedWithin: ({ updatedAt }) => updatedAt,
}

/** The value of an entry that a filter looks at: one, none, or several. */
export const readFilterValue: Readonly<Record<ValueFilter, (entry: IndexEntry) => string | null | readonly string[]>> = {
  type: ({ type }) => type,
  createdBy: ({ createdBy }) => createdBy,
  publishedBy: ({ publishedBy }) => publishedBy,
  reason: ({ reason }) => reason,
  tag: ({ tags }) => tags,
  uses: ({ uses }) => uses,
}

/** Whether a moment is in the last `days` days of a time zone. No clock is set forward by more than a day: most are decided by that. */
export const isWithinDays = (moment: Instant | null, days: number, at: Instant, timeZone: string): boolean =>
  moment !== null && (Math.abs(at - moment) < (days - 2) * dayMs || isInLastDays(moment, days, at, timeZone))

function createValueFilter(name: ValueFilter, query: FilterQuery): EntryFilter {
  const wanted = new Set<string | null>(query[name])
  const read = readFilterValue[name]
  return (entry) => {
    const value = read(entry)
    return typeof value === 'object' && value !== null ? value.some((one) => wanted.has(one)) : wanted.has(value)
  }
}

/** The filters that leave something out, with the cheapest first. */
export function createEntryFilters({ query, at }: FilterRequest): ReadonlyMap<FilterName, EntryFilter> {
  const filters = new Map<FilterName, EntryFilter>()
  for (const name of valueFilters) if (query[name].length > 0) filters.set(name, createValueFilter(name, query))
  for (const name of dayFilters) {
    const { [name]: days, timeZone } = query
    if (days !== undefined) filters.set(name, (entry) => isWithinDays(readMoment[name](entry), days, at, timeZone))
  }
  const terms = parseSearch(query.search)
  if (terms.length > 0) filters.set('search', (entry) => matchSearch(terms, entry, entry.number))
  return filters
}
