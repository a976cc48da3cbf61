import { dayFilters, valueFilters, type DayFilter, type FilterQuery, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import type { FilterName } from '#backend/store/index/entry-filters.ts'
import { parseSearch } from '#domain/search/search-terms.ts'
import type { FilterRequest } from '#backend/store/store.ts'
import { findStartOfLastDays } from '#domain/days.ts'
import { encodeText } from '#server/store/encode-text.ts'
import { sql, type RawBuilder } from 'kysely'

/** What a row has to fulfil. */
export type Condition = RawBuilder<boolean>
type SearchTerm = ReturnType<typeof parseSearch>[number]

/** The pattern of `like` for texts that contain this one. */
const createPattern = (text: string): string => `%${encodeText(text).replace(/[\\%_]/g, '\\$&')}%`

/** The condition of one term of a search: the same as `matchSearch`. */
const createTermCondition = ({ text, idText, number }: SearchTerm): Condition =>
  sql`(search_text like ${createPattern(text)} or search_ids like ${createPattern(idText)} ${number === undefined ? sql`` : sql`or number = ${number}`})`

const momentColumns: Readonly<Record<DayFilter, RawBuilder<number>>> = {
  endedWithin: sql`ended_at`,
  publishedWithin: sql`published_at`,
  updatedWithin: sql`updated_at`,
}

/** The columns of the values that the filters look at. A column with several values has an array. */
export const valueColumns: Readonly<Record<ValueFilter, RawBuilder<string>>> = {
  type: sql`entry_type`,
  createdBy: sql`created_by`,
  publishedBy: sql`published_by`,
  reason: sql`ended_reason`,
  tag: sql`tags`,
  uses: sql`used_things`,
}

/** Whether a version may have several values of the filter. */
export const hasSeveralValues = (name: ValueFilter): boolean => name === 'tag' || name === 'uses'

function createValueCondition(name: ValueFilter, query: FilterQuery): Condition {
  const values = query[name].map(encodeText)
  const [value] = values
  const column = valueColumns[name]
  if (hasSeveralValues(name)) return sql`${column} && ${values}::text[]`
  // The indexes of the list contain the hashes. Of several values they could not be used in their order. The planner takes `coalesce` for true
  // half of the time: two equal conditions would make it believe that few versions fulfil them.
  if (values.length === 1) return sql`hashtext(${column}) = hashtext(${value}) and coalesce(${column} = ${value}, false)`
  return sql`${column} = any(${values}::text[])`
}

/** A version within the last days. */
export const createDaysCondition = (name: DayFilter, days: number, { query: { timeZone }, at }: FilterRequest): Condition =>
  sql`${momentColumns[name]} >= ${findStartOfLastDays(days, at, timeZone)}`

/** What each filter that leaves something out requires of a version, but for those by status and by version. */
export function createFilterConditions(request: FilterRequest): ReadonlyMap<FilterName, Condition> {
  const { query } = request
  const conditions = new Map<FilterName, Condition>()
  for (const name of valueFilters) if (query[name].length > 0) conditions.set(name, createValueCondition(name, query))
  for (const name of dayFilters) if (query[name] !== undefined) conditions.set(name, createDaysCondition(name, query[name], request))
  const terms = parseSearch(query.search)
  if (terms.length > 0) conditions.set('search', joinConditions(terms.map(createTermCondition)))
  return conditions
}

/** The same in a list. */
export const listFilterConditions = (request: FilterRequest): readonly Condition[] => [...createFilterConditions(request).values()]

/** What the version filter requires. In the words of the indexes, so that they are used. */
export const createScopeCondition = ({ query: { versions } }: FilterRequest): Condition =>
  versions === 'latest' ? sql`is_latest and not is_deleted` : sql`not is_deleted`

/** Leaves out the versions that are replaced. */
export const createReplacedConditions = ({ replacements }: FilterRequest): readonly Condition[] =>
  replacements === undefined || replacements.size === 0
    ? []
    : [sql<boolean>`id <> all(${Array.from(replacements.keys(), encodeText)}::text[])`]

/** All conditions in one. */
export const joinConditions = (conditions: readonly Condition[]): Condition => sql`${sql.join(conditions, sql` and `)}`
