import type { Sort, SortKey } from '#api/contract/list.ts'
import { statuses } from '#domain/lifecycle.ts'
import { parseSort } from '#backend/store/parse-sort.ts'
import type { Keyset, SortValue } from '#backend/store/store.ts'
import { compareText } from '#backend/store/text-order.ts'
import type { IndexEntry } from './index-entry.ts'
import type { Compare } from './sorted-list.ts'

/** The value that an entry is sorted by. */
export type ReadSortValue = (entry: IndexEntry) => SortValue

type InsideById = ReadonlyMap<string, number>

const readers: Readonly<Record<SortKey, (descending: boolean, inside: InsideById) => ReadSortValue>> = {
  name: () => (entry) => entry.nameSortKey,
  version: () => (entry) => entry.number,
  status: () => (entry) => statuses.indexOf(entry.status),
  people: (_, inside) => (entry) => inside.get(entry.id) ?? 0,
  updated: () => (entry) => entry.updatedAt,
  // Versions that have not ended come last in both directions.
  ended: (descending) => (entry) => entry.endedAt ?? (descending ? -1 : Number.MAX_SAFE_INTEGER),
}

/** How versions are sorted: by a value, then by their identifiers. */
export interface SortOrder {
  readonly descending: boolean
  readonly readValue: ReadSortValue
  readonly compareRows: Compare<Keyset>
  readonly compareEntries: Compare<IndexEntry>
}

const compareSortValues = (one: SortValue, other: SortValue): number =>
  typeof one === 'number' ? one - Number(other) : compareText(one, String(other))

const noPeople: InsideById = new Map()

/** Creates the order of a sort parameter. People are not in the index: without `inside` every version has none. */
export function createSortOrder(sort: Sort, inside: InsideById = noPeople): SortOrder {
  const { key, descending } = parseSort(sort)
  const sign = descending ? -1 : 1
  const readValue = readers[key](descending, inside)
  return {
    descending,
    readValue,
    compareRows: (one, other) => sign * (compareSortValues(one.sortValue, other.sortValue) || compareText(one.id, other.id)),
    compareEntries: (one, other) => sign * (compareSortValues(readValue(one), readValue(other)) || compareText(one.id, other.id)),
  }
}
