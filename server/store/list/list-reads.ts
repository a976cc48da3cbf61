import { createIndexEntry } from '#backend/store/index/index-entry.ts'
import { createSortOrder } from '#backend/store/index/sort-order.ts'
import { VersionIndex } from '#backend/store/index/version-index.ts'
import { createStoredVersion } from '#backend/store/keys/stored-version.ts'
import { addRecords, type Facets, type FilterRequest, type Page, type PageRequest, type Reader } from '#backend/store/store.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { addValueCounts, countStoredValues } from './count-values.ts'
import { createReplacedConditions, createScopeCondition, listFilterConditions, joinConditions } from './list-filter.ts'
import { listStoredRows } from './list-rows.ts'
import { listRowsByPeople } from './people-rows.ts'

/** The versions that replace stored ones: a few, that are listed and counted beside the database. */
const createReplacementIndex = ({ replacements }: FilterRequest): VersionIndex =>
  new VersionIndex(Array.from(replacements?.values() ?? [], (record) => createIndexEntry(createStoredVersion(record))))

async function readPage(database: Database, request: PageRequest): Promise<Page> {
  const { query, inside, replacements } = request
  const count = query.limit + 1
  const isByPeople = query.sort.endsWith('people')
  const stored = await (isByPeople ? listRowsByPeople : listStoredRows)(database, request, count)
  const { compareRows } = createSortOrder(query.sort, inside)
  const replacing = createReplacementIndex(request).listPage(request)
  const rows = [...stored, ...replacing.rows].toSorted(compareRows)
  const records = new Map(stored.map(({ id, record }) => [id, record]))
  return {
    rows: addRecords(rows.slice(0, query.limit), (id) => records.get(id) ?? replacements?.get(id)),
    // The page of the replacements ends at the limit, too.
    hasMore: rows.length > query.limit || replacing.hasMore,
  }
}

type StatusCounts = readonly { readonly status_rank: number; readonly count: number }[]

/** The numbers of all stored versions of a scope, by status. */
async function countScope(database: Database, request: FilterRequest): Promise<StatusCounts> {
  const kept = await database
    .selectFrom('version_counts')
    .select(['status_rank', 'count'])
    .where(sql<boolean>`(is_latest or ${request.query.versions === 'all'})`)
    .execute()
  if (request.replacements === undefined || request.replacements.size === 0) return kept
  const replaced = await database
    .selectFrom('versions')
    .select('status_rank')
    .where(sql<boolean>`id = any(${Array.from(request.replacements.keys(), encodeText)}) and ${createScopeCondition(request)}`)
    .execute()
  return [...kept, ...replaced.map(({ status_rank }) => ({ status_rank, count: -1 }))]
}

/** The numbers of the stored versions of a scope that the filters find, by status. */
const countFound = (database: Database, request: FilterRequest): Promise<StatusCounts> =>
  database
    .selectFrom('versions')
    .select(['status_rank', sql<number>`count(*)`.as('count')])
    .where(joinConditions([createScopeCondition(request), ...listFilterConditions(request), ...createReplacedConditions(request)]))
    .groupBy('status_rank')
    .execute()

const sumCounts = (counts: StatusCounts): number => counts.reduce((sum, { count }) => sum + count, 0)

async function readFacets(database: Database, request: FilterRequest): Promise<Facets> {
  const inScope = await countScope(database, request)
  const found = listFilterConditions(request).length === 0 ? inScope : await countFound(database, request)
  const replaced = createReplacementIndex(request).countFacets(request)
  const countStatus = (status: Status) =>
    replaced.countsByStatus[status] + sumCounts(found.filter(({ status_rank }) => statuses[status_rank] === status))
  const countsByStatus = Object.fromEntries(statuses.map((status) => [status, countStatus(status)])) as Record<Status, number>
  const shown: readonly Status[] = request.query.status.length === 0 ? statuses : [...new Set(request.query.status)]
  return {
    matchingCount: shown.reduce((sum, status) => sum + countsByStatus[status], 0),
    totalCount: sumCounts(inScope) + replaced.totalCount,
    countsByStatus,
  }
}

/** Read operations of the list. */
export const createListReads = (database: Database): Pick<Reader, 'page' | 'facets' | 'valueCounts'> => ({
  page: (request) => readPage(database, request),
  facets: (request) => readFacets(database, request),
  valueCounts: async (request, limit) =>
    addValueCounts(
      await countStoredValues(database, request),
      // All: the name of a value may be that of a stored version.
      createReplacementIndex(request).countValues({ ...request, find: '' }, Infinity),
      request,
      limit,
    ),
})
