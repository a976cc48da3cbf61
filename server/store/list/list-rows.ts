import type { VersionRecord } from '#backend/store/records.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type { Keyset, PageRequest, SortValue } from '#backend/store/store.ts'
import type { SortKey } from '#api/contract/list.ts'
import { statuses } from '#domain/lifecycle.ts'
import { findStartOfLastDays } from '#domain/days.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql, type RawBuilder } from 'kysely'
import { createReplacedConditions, createScopeCondition, listFilterConditions, joinConditions, type Condition } from './list-filter.ts'

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

/** What the order by endings has to say of versions that ended since a moment, so that their part of the index alone is read. */
function createEndedConditions({ query, at }: PageRequest): readonly Condition[] {
  const { key, descending } = parseSort(query.sort)
  if (key !== 'ended' || (query.endedWithin === undefined && query.reason.length === 0)) return []
  const since = query.endedWithin === undefined ? 0 : findStartOfLastDays(query.endedWithin, at, query.timeZone)
  const value = sortExpressions.ended(descending)
  return [sql`${value} >= ${since}`, ...(descending ? [] : [sql<boolean>`${value} < 9007199254740991`])]
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
  const isAfter = (keyset: Keyset) => {
    const id = encodeText(keyset.id)
    const comparison = descending ? sql`<` : sql`>`
    return key === 'people' ? sql<boolean>`id ${comparison} ${id}` : sql<boolean>`(${value}, id) ${comparison} (${keyset.sortValue}, ${id})`
  }
  const condition = joinConditions([
    createScopeCondition(request),
    ...listFilterConditions(request),
    ...createReplacedConditions(request),
    ...createEndedConditions(request),
    ...(after === undefined ? [] : [isAfter(after)]),
  ])
  const direction = descending ? 'desc' : 'asc'
  const ranks = listRanks(request)
  if (ranks.length === 0) return null
  const selectBranch = (ofRanks: RawBuilder<boolean>) => {
    const rows = database
      .selectFrom('versions')
      .select(['id', 'record', value.as('sort_value')])
      .where(ofRanks)
      .where(condition)
      .limit(count)
    // Ordered here, too: the database merges only what it knows to be in order.
    return key === 'people' ? rows.orderBy('id', direction) : rows.orderBy(value, direction).orderBy('id', direction)
  }
  // Statuses one after the other are in one index already.
  const branches =
    key === 'status'
      ? [selectBranch(sql`status_rank = any(${ranks}::double precision[])`)]
      : ranks.map((rank) => selectBranch(sql`status_rank = ${rank}`))
  const merged = sql<ListRow>`(${sql.join(branches, sql` union all `)})`.as<'rows'>(sql.ref('rows'))
  const rows = database.selectFrom(merged).limit(count)
  return key === 'people' ? rows.orderBy('id', direction) : rows.orderBy('sort_value', direction).orderBy('id', direction)
}

/** A stored row of the list. */
export interface StoredRow extends Keyset {
  readonly record: VersionRecord
}

/** At most `count` rows of a list. Sorted by people they are in the order of their identifiers. */
export async function listStoredRows(database: Database, request: PageRequest, count: number): Promise<readonly StoredRow[]> {
  const found = (await selectRows(database, request, count)?.select(['record', 'sort_value']).execute()) ?? []
  return found.map(({ record, sort_value }) => ({ id: record.id, record, sortValue: sort_value }))
}

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
