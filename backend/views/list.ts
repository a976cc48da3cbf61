import type { List } from '#api/contract/list.ts'
import type { ListQuery } from '#api/contract/filters/list-query.ts'
import type { Instant } from '#domain/version.ts'
import { formatCursor, parseCursor } from '#backend/http/list-cursor.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import { loadRanking } from './open-measurements.ts'
import { toIso, toMeasurement, toVersionSummary, type InsideById } from './serializers.ts'
import type { ViewContext } from './view-context.ts'

/** The people inside by which the list is sorted; empty if it is sorted by something else. */
const loadSortedPeople = async (context: ViewContext, { sort }: ListQuery, instant: Instant): Promise<InsideById> =>
  parseSort(sort).key === 'people' ? loadRanking(context, instant) : new Map()

/** One page of the list, with its counts. */
export async function toList(context: ViewContext, query: ListQuery): Promise<List> {
  const { reader, engine, at } = context
  const after = query.cursor === undefined ? null : parseCursor(query.cursor, query.sort)
  // All pages sort by the people inside at the time of the first page.
  const instant = Math.min(after?.instant ?? at, at)
  const filter = { query, at }
  const page = await reader.page({ ...filter, inside: await loadSortedPeople(context, query, instant), ...(after && { after }) })
  const facets = await reader.facets(filter)
  const measured = await engine.countInside(
    page.rows.map(({ record }) => record),
    at,
  )
  const last = page.rows.at(-1)
  return {
    items: page.rows.map(({ record }) => toVersionSummary(record, measured.inside.get(record.id) ?? 0, context)),
    ...facets,
    nextCursor: last && page.hasMore ? formatCursor({ sort: query.sort, sortValue: last.sortValue, id: last.record.id, instant }) : null,
    asOf: toIso(at),
    ...toMeasurement(measured),
  }
}
