import { countedDays } from '#api/contract/filters/facets.ts'
import { dayFilters, valueFilters, type DayFilter, type ValueFilter } from '#api/contract/filters/filter-query.ts'
import { listFirstValues } from '#backend/store/index/count-values.ts'
import type { FilterRequest, ValueCount, ValueCountRequest, ValueCounts } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import { statuses } from '#domain/lifecycle.ts'
import { decodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql, type RawBuilder } from 'kysely'
import {
  createDaysCondition,
  createFilterConditions,
  createReplacedConditions,
  createScopeCondition,
  hasSeveralValues,
  joinConditions,
  valueColumns,
  type Condition,
} from './list-filter.ts'

/** The columns of the names of values that are identifiers. */
const nameColumns: Readonly<Partial<Record<ValueFilter, RawBuilder<string>>>> = {
  createdBy: sql`created_by_name`,
  publishedBy: sql`published_by_name`,
}

/** What a version has to fulfil to be counted for a value of the filter `name`: all other filters. */
function createCountCondition(request: FilterRequest, name: ValueFilter | DayFilter): Condition {
  const { status } = request.query
  const ranks = statuses.flatMap((each, rank) => (status.length === 0 || status.includes(each) ? [rank] : []))
  const others = [...createFilterConditions(request)].flatMap(([other, condition]) => (other === name ? [] : [condition]))
  return joinConditions([sql`status_rank = any(${ranks}::double precision[])`, ...others])
}

/** The versions whose values are listed. */
const createListedCondition = (request: FilterRequest): Condition =>
  joinConditions([createScopeCondition(request), ...createReplacedConditions(request)])

const findFirst = (texts: readonly string[]): string =>
  texts.reduce((first, text) => (compareText(text, first) < 0 ? text : first), texts[0] ?? '')

async function countValuesOf(database: Database, request: FilterRequest, name: ValueFilter): Promise<readonly ValueCount[]> {
  const isSeveral = hasSeveralValues(name)
  const value = isSeveral ? sql<string>`value` : valueColumns[name]
  // A version may have a tag twice.
  const source = isSeveral ? sql`versions, lateral (select distinct unnest(${valueColumns[name]}) as value) as each_value` : sql`versions`
  const { rows } = await sql<{ value: string; names: readonly string[]; count: number }>`
    select ${value} as value, array_agg(distinct ${nameColumns[name] ?? value}) as names,
      count(*) filter (where ${createCountCondition(request, name)}) as count
    from ${source}
    where ${createListedCondition(request)} and ${value} is not null
    group by ${value}
  `.execute(database)
  return rows.map(({ value: text, names, count }) => ({
    value: decodeText(text),
    name: findFirst(names.map(decodeText)),
    count,
  }))
}

async function countDaysOf(database: Database, request: FilterRequest, name: DayFilter): Promise<readonly ValueCount[]> {
  const counts = countedDays.map(
    (days) => sql`count(*) filter (where ${createDaysCondition(name, days, request)}) as ${sql.id(String(days))}`,
  )
  const { rows } = await sql<Readonly<Record<string, number>>>`
    select ${sql.join(counts)} from versions
    where ${createListedCondition(request)} and ${createCountCondition(request, name)}
  `.execute(database)
  return countedDays.map((days) => ({ value: String(days), name: String(days), count: rows[0]?.[String(days)] ?? 0 }))
}

/** Counts the values of the stored versions, in no order. */
export async function countStoredValues(database: Database, request: FilterRequest): Promise<ValueCounts> {
  const counts: [string, readonly ValueCount[]][] = []
  for (const name of valueFilters) counts.push([name, await countValuesOf(database, request, name)])
  for (const name of dayFilters) counts.push([name, await countDaysOf(database, request, name)])
  return Object.fromEntries(counts) as ValueCounts
}

/** Adds the counts of two sets of versions that have none in common. */
function addCounts(one: readonly ValueCount[], other: readonly ValueCount[]): readonly ValueCount[] {
  const sums = new Map(one.map((counted) => [counted.value, counted]))
  for (const { value, name, count } of other) {
    const before = sums.get(value) ?? { name, count: 0 }
    sums.set(value, { value, name: findFirst([before.name, name]), count: before.count + count })
  }
  return [...sums.values()]
}

/** The counts of two sets of versions that have none in common, in the order of `ValueCounts`, with the first `limit` values of each filter by values. */
export function addValueCounts(one: ValueCounts, other: ValueCounts, request: ValueCountRequest, limit: number): ValueCounts {
  const ofValues = valueFilters.map((name) => [name, listFirstValues(addCounts(one[name], other[name]), request, name, limit)])
  const ofDays = dayFilters.map((name) => [name, addCounts(one[name], other[name])])
  return Object.fromEntries([...ofValues, ...ofDays]) as ValueCounts
}
