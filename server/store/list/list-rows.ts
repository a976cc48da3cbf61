import type { VersionRecord } from '#backend/store/records.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type { Keyset, PageRequest, SortValue } from '#backend/store/store.ts'
import type { SortKey } from '#api/contract/list.ts'
import { dayFilters, type DayFilter } from '#api/contract/filters/filter-query.ts'
import type { FilterName } from '#backend/store/index/entry-filters.ts'
import { statuses } from '#domain/lifecycle.ts'
import { findStartOfLastDays } from '#domain/days.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql, type RawBuilder } from 'kysely'
import {
  createFilterConditions,
  createReplacedConditions,
  createScopeCondition,
  listFilterConditions,
  joinConditions,
  type Condition,
} from './list-filter.ts'

type SortExpression = RawBuilder<SortValue>

/** What the indexes of the list are sorted by, in their words. People are in no index: without them every version has none. */
const sortExpressions: Readonly<Record<SortKey, (descending: boolean) => SortExpression>> = {
  name: () => sql`name_sort_key`,
  version: () => sql`number`,
  status: () => sql`status_rank`,
  people: () => sql`0::double precision`,
  updated: () => sql`updated_at`,
  ended: (descending) => (descending ? sql`coalesce(ended_at, -1)` : sql`coalesce(ended_at, 9007199254740991)`),
}

/** The filters by days, by the orders that have the same moment. */
const daysOfSorts: Readonly<Partial<Record<SortKey, DayFilter>>> = { ended: 'endedWithin', updated: 'updatedWithin' }

/** What the filters require, in the words of the index of the order: that by endings alone would be taken for a range to be sorted. */
function createConditions(request: PageRequest): readonly Condition[] {
  const { query, at } = request
  const { key, descending } = parseSort(query.sort)
  if (key !== 'ended' || (query.endedWithin === undefined && query.reason.length === 0)) return listFilterConditions(request)
  const since = query.endedWithin === undefined ? 0 : findStartOfLastDays(query.endedWithin, at, query.timeZone)
  const value = sortExpressions.ended(descending)
  const conditions = new Map<FilterName, Condition>(createFilterConditions(request))
  // The same, unless it goes back to before any time.
  if (since > 0) conditions.delete('endedWithin')
  return [...conditions.values(), sql`${value} >= ${since}`, ...(descending ? [] : [sql<boolean>`${value} < 9007199254740991`])]
}

/**
 * Whether indexes alone tell which rows are shown, and in which order, while no index has both: of a range of moments in another order. Then the
 * rows are found first, and read afterwards.
 */
function isFoundInIndexes(request: PageRequest): boolean {
  const { key } = parseSort(request.query.sort)
  const names = [...createFilterConditions(request).keys()]
  const isOfDays = names.length > 0 && names.every((name) => dayFilters.some((each) => each === name))
  return isOfDays && key !== 'people' && names.some((name) => name !== daysOfSorts[key])
}

/** The places of the statuses that a request shows. */
const listRanks = ({ query: { status } }: PageRequest): readonly number[] =>
  statuses.flatMap((each, rank) => (status.length === 0 || status.includes(each) ? [rank] : []))

/** A row as the database gives it. */
interface ListRow {
  readonly id: string
  readonly record: VersionRecord
  readonly sort_value: SortValue
}

/**
 * The rows that a request shows, of those behind its `after`. Each status has an index of its own for each order, and the database merges them:
 * it reads as many rows as it gives, and one more for each status.
 */
function selectRows(database: Database, request: PageRequest, count: number) {
  const { query, after } = request
  const { key, descending } = parseSort(query.sort)
  const value = sortExpressions[key](descending)
  const isById = key === 'people' || key === 'status'
  const isAfter = (keyset: Keyset) => {
    const id = encodeText(keyset.id)
    const comparison = descending ? sql`<` : sql`>`
    return isById ? sql<boolean>`id ${comparison} ${id}` : sql<boolean>`(${value}, id) ${comparison} (${keyset.sortValue}, ${id})`
  }
  const condition = joinConditions([
    createScopeCondition(request),
    ...createConditions(request),
    ...createReplacedConditions(request),
    ...(after === undefined ? [] : [isAfter(after)]),
  ])
  const direction = descending ? 'desc' : 'asc'
  const ranks = listRanks(request)
  if (ranks.length === 0) return null
  const isFoundFirst = isFoundInIndexes(request)
  const selectBranch = (ofRanks: RawBuilder<boolean>) => {
    const rows = database
      .selectFrom('versions')
      .select(['id', isFoundFirst ? sql<VersionRecord>`null`.as('record') : 'record', value.as('sort_value')])
      .where(ofRanks)
      .where(condition)
      .limit(count)
    // Ordered here, too: the database merges only what it knows to be in order.
    return key === 'people' ? rows.orderBy('id', direction) : rows.orderBy(value, direction).orderBy('id', direction)
  }
  // Statuses one after the other are in one index already.
  const branches =
    key === 'status' && ranks.length > 1
      ? [selectBranch(sql`status_rank = any(${ranks}::double precision[])`)]
      : ranks.map((rank) => selectBranch(sql`status_rank = ${rank}`))
  const merged = sql<ListRow>`(${sql.join(branches, sql` union all `)})`.as<'rows'>(sql.ref('rows'))
  const rows = database.selectFrom(merged).limit(count)
  if (key === 'people') return rows.select(['record', 'sort_value']).orderBy('id', direction)
  const ordered = rows.orderBy('sort_value', direction).orderBy('id', direction)
  if (!isFoundFirst) return ordered.select(['record', 'sort_value'])
  return database
    .selectFrom(ordered.select(['id', 'sort_value']).as('found'))
    .innerJoin('versions', 'versions.id', 'found.id')
    .select(['versions.record', 'found.sort_value'])
    .orderBy('found.sort_value', direction)
    .orderBy('found.id', direction)
}

/** A stored row of the list. */
export interface StoredRow extends Keyset {
  readonly record: VersionRecord
}

async function readRows(database: Database, request: PageRequest, count: number): Promise<readonly StoredRow[]> {
  const found = (await selectRows(database, request, count)?.execute()) ?? []
  return found.map(({ record, sort_value }) => ({ id: record.id, record, sortValue: sort_value }))
}

/** The rows behind one of a list by status: those of its status, and then those of the statuses behind. One scan for both would begin at the start of the status. */
async function listRowsByStatus(database: Database, request: PageRequest, after: Keyset, count: number): Promise<readonly StoredRow[]> {
  const { query } = request
  const { descending } = parseSort(query.sort)
  const rank = Number(after.sortValue)
  const list = (isShown: (rank: number) => boolean, keyset: Pick<PageRequest, 'after'>, missing: number) => {
    const ranks = listRanks(request).filter(isShown)
    const status = statuses.filter((_, each) => ranks.includes(each))
    const { after: _, ...fromStart } = request
    return status.length === 0 || missing === 0 ? [] : readRows(database, { ...fromStart, ...keyset, query: { ...query, status } }, missing)
  }
  const rows = await list((each) => each === rank, { after }, count)
  return [...rows, ...(await list((each) => (descending ? each < rank : each > rank), {}, count - rows.length))]
}

/** At most `count` rows of a list. Sorted by people they are in the order of their identifiers. */
export const listStoredRows = (database: Database, request: PageRequest, count: number): Promise<readonly StoredRow[]> =>
  request.after !== undefined && parseSort(request.query.sort).key === 'status'
    ? listRowsByStatus(database, request, request.after, count)
    : readRows(database, request, count)

/** Those of the versions with these identifiers that a request shows anywhere, in no order. */
export async function findStoredRecords(
  database: Database,
  request: PageRequest,
  ids: readonly string[],
): Promise<readonly VersionRecord[]> {
  const condition = joinConditions([
    sql`status_rank = any(${listRanks(request)}::double precision[])`,
    createScopeCondition(request),
    ...listFilterConditions(request),
    ...createReplacedConditions(request),
  ])
  // One by one: the database would rather read all versions than look for so many.
  const { rows } = await sql<{ record: VersionRecord }>`
    select found.record from unnest(${ids.map(encodeText)}::text[]) wanted(wanted_id),
      lateral (select record from versions where id = wanted_id and ${condition} limit 1) found`.execute(database)
  return rows.map(({ record }) => record)
}
