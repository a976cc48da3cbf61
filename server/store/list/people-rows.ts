import { createSortOrder } from '#backend/store/index/sort-order.ts'
import type { Keyset, PageRequest } from '#backend/store/store.ts'
import type { Database } from '#server/store/tables.ts'
import { findStoredRecords, listStoredRows, type StoredRow } from './list-rows.ts'

/** As many candidates are asked for at first as rows are missing. Where few of them are shown, each further question asks for four times as many. */
const growth = 4

type InsideById = ReadonlyMap<string, number>

/** At most `count` rows of the versions with people, those behind `after`. */
async function listCounted(database: Database, request: PageRequest, inside: InsideById, count: number): Promise<readonly StoredRow[]> {
  const { query, after } = request
  const { compareRows } = createSortOrder(query.sort, inside)
  const candidates = Array.from(inside, ([id, sortValue]): Keyset => ({ id, sortValue }))
    .filter((row) => Number(row.sortValue) > 0 && (after === undefined || compareRows(row, after) > 0))
    .toSorted(compareRows)
  const rows: StoredRow[] = []
  for (let start = 0, factor = 1; start < candidates.length && rows.length < count; factor *= growth) {
    const asked = candidates.slice(start, start + (count - rows.length) * factor)
    start += asked.length
    const ids = asked.map(({ id }) => id)
    const shown = new Map((await findStoredRecords(database, request, ids)).map((record) => [record.id, record]))
    for (const row of asked) {
      const record = shown.get(row.id)
      if (record) rows.push({ ...row, record })
    }
  }
  return rows.slice(0, count)
}

/** At most `count` rows of the versions without people, those behind `after`. */
async function listUncounted(database: Database, request: PageRequest, inside: InsideById, count: number): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = []
  let { after } = request
  for (let factor = 1; rows.length < count; factor *= growth) {
    const size = (count - rows.length) * factor
    const found = await listStoredRows(database, after === undefined ? request : { ...request, after }, size)
    rows.push(...found.filter(({ id }) => (inside.get(id) ?? 0) === 0))
    const last = found.at(-1)
    if (last === undefined || found.length < size) break
    after = { id: last.id, sortValue: 0 }
  }
  return rows.slice(0, count)
}

/**
 * At most `count` rows of a list by people. First or last are the versions with people, in an order that only the caller knows; the others have
 * the order of their identifiers.
 */
export async function listRowsByPeople(database: Database, request: PageRequest, count: number): Promise<readonly StoredRow[]> {
  const { query, after, inside = new Map<string, number>() } = request
  const { descending } = createSortOrder(query.sort)
  const isInUncounted = after !== undefined && Number(after.sortValue) === 0
  // `after` stands in one of the two parts: of the other one all rows are behind it, or none.
  const { after: _, ...fromStart } = request
  const counted = (missing: number) => listCounted(database, request, inside, missing)
  const uncounted = (missing: number) => listUncounted(database, isInUncounted ? request : fromStart, inside, missing)
  const isBeyond = after !== undefined && (descending ? Number(after.sortValue) < 0 : Number(after.sortValue) > 0)
  const parts = descending ? [counted, ...(isBeyond ? [] : [uncounted])] : [...(isBeyond ? [] : [uncounted]), counted]
  const rows: StoredRow[] = []
  for (const part of parts) if (rows.length < count) rows.push(...(await part(count - rows.length)))
  return rows
}
