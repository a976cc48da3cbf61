import { createSortOrder } from '#backend/store/index/sort-order.ts'
import type { Keyset, PageRequest } from '#backend/store/store.ts'
import { decodeText, encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { selectVersions } from '#server/store/versions/version-reads.ts'
import { filterStoredIds, listStoredIds, type StoredRow } from './list-rows.ts'

/** How many candidates are asked for at first. Where few of them are shown, each further question is about four times as many. */
const firstCount = 100
const growth = 4

type InsideById = ReadonlyMap<string, number>

/** At most `count` rows of the versions with people, those behind `after`. */
async function listCounted(database: Database, request: PageRequest, inside: InsideById, count: number): Promise<readonly Keyset[]> {
  const { query, after } = request
  const { compareRows } = createSortOrder(query.sort, inside)
  const candidates = Array.from(inside, ([id, sortValue]): Keyset => ({ id, sortValue }))
    .filter((row) => Number(row.sortValue) > 0 && (after === undefined || compareRows(row, after) > 0))
    .toSorted(compareRows)
  const rows: Keyset[] = []
  for (let start = 0, size = firstCount; start < candidates.length && rows.length < count; start += size, size *= growth) {
    const asked = candidates.slice(start, start + size)
    const shown = await filterStoredIds(
      database,
      request,
      asked.map(({ id }) => encodeText(id)),
    )
    rows.push(...asked.filter(({ id }) => shown.has(encodeText(id))))
  }
  return rows.slice(0, count)
}

/** At most `count` rows of the versions without people, those behind `after`. */
async function listUncounted(database: Database, request: PageRequest, inside: InsideById, count: number): Promise<readonly Keyset[]> {
  const rows: Keyset[] = []
  let { after } = request
  for (let size = firstCount; rows.length < count; size *= growth) {
    const ids = (await listStoredIds(database, after === undefined ? request : { ...request, after }, size)).map(decodeText)
    rows.push(...ids.filter((id) => (inside.get(id) ?? 0) === 0).map((id) => ({ id, sortValue: 0 })))
    const last = ids.at(-1)
    if (last === undefined || ids.length < size) break
    after = { id: last, sortValue: 0 }
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
  const rows: Keyset[] = []
  for (const part of parts) if (rows.length < count) rows.push(...(await part(count - rows.length)))
  const records = new Map(
    (
      await selectVersions(
        database,
        rows.map(({ id }) => id),
      )
    ).map((record) => [record.id, record]),
  )
  return rows.flatMap((row) => {
    const record = records.get(row.id)
    return record ? [{ ...row, record }] : []
  })
}
