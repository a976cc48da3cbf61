import type { Keyset, PageRequest } from '#backend/store/store.ts'
import type { IndexEntry } from './index-entry.ts'
import { createSortOrder, type ReadSortValue } from './sort-order.ts'
import { findFirstPlace } from './sorted-list.ts'
import type { VersionScope } from './version-scope.ts'

/** A part of the list: entries in order, some of which are left out. */
interface Segment {
  readonly entries: readonly IndexEntry[]
  readonly readValue: ReadSortValue
  readonly leavesOut: (entry: IndexEntry) => boolean
}

const leavesOutNone = () => false

/** The parts of the list by people: the versions with people in one, all others by their identifiers in the other. */
function listSegmentsByPeople(scope: VersionScope, sort: PageRequest['query']['sort'], inside: ReadonlyMap<string, number>): Segment[] {
  const { descending, readValue, compareRows } = createSortOrder(sort, inside)
  const counted = Array.from(inside, ([id, sortValue]) => ({ id, sortValue, entry: sortValue > 0 ? scope.find(id) : undefined }))
  const entries = counted
    .filter(({ entry }) => entry !== undefined)
    .toSorted(compareRows)
    .flatMap(({ entry }) => entry ?? [])
  const withPeople = { entries, readValue, leavesOut: leavesOutNone }
  const others = { entries: scope.listInOrder(sort), readValue: () => 0, leavesOut: (entry: IndexEntry) => readValue(entry) !== 0 }
  return descending ? [withPeople, others] : [others, withPeople]
}

/** The first `count` rows of a scope in the order of the request, of those behind its `after` that are shown. */
export function listRows(
  scope: VersionScope,
  { query: { sort }, after, inside }: PageRequest,
  isShown: (entry: IndexEntry) => boolean,
  count: number,
): Keyset[] {
  const { readValue, compareRows } = createSortOrder(sort)
  const segments =
    inside !== undefined && inside.size > 0
      ? listSegmentsByPeople(scope, sort, inside)
      : [{ entries: scope.listInOrder(sort), readValue, leavesOut: leavesOutNone }]
  const rows: Keyset[] = []
  for (const segment of segments) {
    const toRow = (entry: IndexEntry): Keyset => ({ id: entry.id, sortValue: segment.readValue(entry) })
    const isAfter = (entry: IndexEntry) => after === undefined || compareRows(toRow(entry), after) > 0
    for (let place = findFirstPlace(segment.entries, isAfter); rows.length < count; place++) {
      const entry = segment.entries[place]
      if (entry === undefined) break
      if (isShown(entry) && !segment.leavesOut(entry)) rows.push(toRow(entry))
    }
  }
  return rows
}
