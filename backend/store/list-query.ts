import type { ListQuery, SortKey } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { population } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { readCursor, sortOf, writeCursor, type Rank } from './cursor.ts'
import { daysBefore, endedSince } from './ended-since.ts'
import type { VersionRecord } from './records.ts'
import type { Page } from './store.ts'
import { compareText, fold } from './text-order.ts'

/** Whether every word of the search stands somewhere in the version: name, description, tags, people's names. */
function searching(search: string): (record: VersionRecord) => boolean {
  const words = fold(search).split(/\s+/u).filter(Boolean)
  return ({ name, description, tags, createdBy, updatedBy, publishedBy, ended }) => {
    const people = [createdBy, updatedBy, publishedBy, ended?.by].map((person) => person?.name ?? '')
    const text = fold([name, description, ...tags, ...people].join('\n'))
    return words.every((word) => text.includes(word))
  }
}

/** What a version is ranked by. Those that have not ended come last, upwards and downwards. */
function rank(record: VersionRecord, key: SortKey, descending: boolean, instant: Instant): Rank {
  switch (key) {
    case 'name':
      return fold(record.name)
    case 'version':
      return record.number
    case 'status':
      return statuses.indexOf(record.status)
    case 'people':
      return population(record, instant).inside
    case 'updated':
      return record.updatedAt
    case 'ended':
      return record.ended?.at ?? (descending ? -1 : Number.MAX_SAFE_INTEGER)
  }
}

const compareRanks = (one: Rank, other: Rank): number => (typeof one === 'number' ? one - Number(other) : compareText(one, String(other)))

/**
 * One page of those `records`, all there are, that match. Search, filters, order and cursor mean the same in every store because every
 * store that has no better way asks here.
 */
export function select(records: Iterable<VersionRecord>, query: ListQuery, at: Instant): Page {
  const filtered = [...records].filter(({ deletedAt, latest }) => deletedAt === null && (latest || query.versions === 'all'))
  const searched = query.search.trim() === '' ? filtered : filtered.filter(searching(query.search))
  const found = query.endedWithin === undefined ? searched : searched.filter(endedSince(daysBefore(at, query.endedWithin)))
  const counts = Object.fromEntries(statuses.map((status) => [status, 0])) as Record<Status, number>
  for (const { status } of found) counts[status]++
  const matching = query.status.length === 0 ? found : found.filter(({ status }) => query.status.includes(status))

  const after = query.cursor === undefined ? null : readCursor(query.cursor, query.sort)
  const instant = Math.min(after?.instant ?? at, at)
  const { key, descending } = sortOf(query.sort)
  const compare = (one: { rank: Rank; id: string }, other: { rank: Rank; id: string }) =>
    (descending ? -1 : 1) * (compareRanks(one.rank, other.rank) || compareText(one.id, other.id))
  const ranked = matching
    .map((record) => ({ record, id: record.id, rank: rank(record, key, descending, instant) }))
    .filter((row) => after === null || compare(row, after) > 0)
    .toSorted(compare)
  const rows = ranked.slice(0, query.limit)
  const last = rows.at(-1)
  return {
    items: rows.map(({ record }) => ({ record, peopleInside: population(record, at).inside })),
    matching: matching.length,
    total: filtered.length,
    counts,
    next: last && ranked.length > rows.length ? writeCursor({ sort: query.sort, rank: last.rank, id: last.id, instant }) : null,
  }
}
