import { valueFilters } from '#api/contract/filters/filter-query.ts'
import { mayHoldPeople, statuses } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { createStoredVersion } from '#backend/store/keys/stored-version.ts'
import type {
  Ending,
  Facets,
  FilterRequest,
  Keyset,
  OpenVersion,
  PageRequest,
  ValueCountRequest,
  ValueCounts,
} from '#backend/store/store.ts'
import { countValues } from './count-values.ts'
import { createEntryFilters, type EntryFilter } from './entry-filters.ts'
import { createIndexEntry, type IndexEntry } from './index-entry.ts'
import { listRows } from './list-segments.ts'
import { createSortOrder } from './sort-order.ts'
import { findFirstPlace } from './sorted-list.ts'
import { createEmptyCounts, VersionScope, type CountsByStatus } from './version-scope.ts'

/** What search and filters leave of a scope; the filter by status is not applied. */
interface Found {
  /** Whether an entry of the index is found. */
  readonly has: (entry: IndexEntry) => boolean
  /** The same, worked out: also for an entry that replaces one. */
  readonly matches: (entry: IndexEntry) => boolean
  readonly counts: Readonly<CountsByStatus>
}

/** The largest number of questions whose result is kept. */
const maxKeptQuestions = 16

const sumCounts = (counts: Readonly<CountsByStatus>, status: FilterRequest['query']['status']): number =>
  statuses.reduce((sum, each) => sum + (status.length === 0 || status.includes(each) ? counts[each] : 0), 0)

/** Whether search and filters of a query find an entry; `null` if they find every one. */
function createMatcher(request: FilterRequest): EntryFilter | null {
  const filters = [...createEntryFilters(request).values()]
  const [first, ...others] = filters
  // Most queries have one filter, and it is asked of every version.
  return first === undefined || others.length === 0 ? (first ?? null) : (entry) => filters.every((matches) => matches(entry))
}

const createStatusFilter =
  ({ status }: FilterRequest['query']): EntryFilter =>
  (entry) =>
    status.length === 0 || status.includes(entry.status)

/** Identifies what is found: the query without what only pages and counts depend on. The time matters for days only. */
function formatQuestion({ query, at }: FilterRequest): string {
  const { search, endedWithin, publishedWithin, updatedWithin, timeZone, versions } = query
  const days = [endedWithin, publishedWithin, updatedWithin]
  const isByDays = days.some((each) => each !== undefined)
  return JSON.stringify([versions, search, ...valueFilters.map((name) => query[name]), ...(isByDays ? [days, timeZone, at] : [])])
}

const matchAll = () => true

/** The entries of versions that replace stored ones. */
const createReplacements = ({ replacements }: FilterRequest): readonly IndexEntry[] =>
  Array.from(replacements?.values() ?? [], (record) => createIndexEntry(createStoredVersion(record)))

/**
 * Finds, counts and sorts versions without their records: the query engine of stores that have none of their own. A page costs as much as
 * its rows, whatever the number of versions; a search looks at each version once, and its result is kept until the next write.
 */
export class VersionIndex {
  readonly #entries = new Map<string, IndexEntry>()
  readonly #open = new Set<IndexEntry>()
  readonly #scopes = {
    latest: new VersionScope(({ latest, isDeleted }) => latest && !isDeleted),
    all: new VersionScope(({ isDeleted }) => !isDeleted),
  } as const
  readonly #found = new Map<string, Found>()

  constructor(entries: Iterable<IndexEntry> = []) {
    for (const entry of entries) this.#add(entry)
  }

  find(id: string): IndexEntry | undefined {
    return this.#entries.get(id)
  }

  /** Adds a version, or replaces it. Returns how to take that back. */
  set(entry: IndexEntry): () => void {
    const before = this.#entries.get(entry.id)
    if (before) this.#remove(before)
    this.#add(entry)
    return () => {
      this.#remove(entry)
      if (before) this.#add(before)
    }
  }

  /** The rows of a page, without their records. */
  listPage(request: PageRequest): { readonly rows: readonly Keyset[]; readonly hasMore: boolean } {
    const { query, after, inside, replacements } = request
    const scope = this.#scopes[query.versions]
    const { has, matches } = this.#find(request)
    const hasStatus = createStatusFilter(query)
    const isStoredShown = (entry: IndexEntry) => hasStatus(entry) && has(entry) && !replacements?.has(entry.id)
    const stored = listRows(scope, request, isStoredShown, query.limit + 1)
    const { compareRows, readValue } = createSortOrder(query.sort, inside)
    const replaced = createReplacements(request)
      .filter((entry) => scope.includes(entry) && hasStatus(entry) && matches(entry))
      .map((entry): Keyset => ({ id: entry.id, sortValue: readValue(entry) }))
      .filter((row) => after === undefined || compareRows(row, after) > 0)
    const rows = replaced.length === 0 ? stored : [...stored, ...replaced].toSorted(compareRows)
    return { rows: rows.slice(0, query.limit), hasMore: rows.length > query.limit }
  }

  countFacets(request: FilterRequest): Facets {
    const { query, replacements } = request
    const scope = this.#scopes[query.versions]
    const { counts, matches } = this.#find(request)
    const countsByStatus = { ...counts }
    let totalCount = scope.size
    const count = (entry: IndexEntry | undefined, change: 1 | -1) => {
      if (entry === undefined || !scope.includes(entry)) return
      totalCount += change
      if (matches(entry)) countsByStatus[entry.status] += change
    }
    for (const id of replacements?.keys() ?? []) count(this.#entries.get(id), -1)
    for (const entry of createReplacements(request)) count(entry, 1)
    return { matchingCount: sumCounts(countsByStatus, query.status), totalCount, countsByStatus }
  }

  /** Counts the values of each filter. At most `limit` of each are returned, and those that the filter has. */
  countValues(request: ValueCountRequest, limit: number): ValueCounts {
    const { query, replacements } = request
    const scope = this.#scopes[query.versions]
    const stored = replacements === undefined ? scope.entries : [...scope.entries].filter(({ id }) => !replacements.has(id))
    const replaced = createReplacements(request).filter((entry) => scope.includes(entry))
    return countValues([...stored, ...replaced], request, createStatusFilter(query), limit)
  }

  listOpenVersions(): readonly OpenVersion[] {
    return Array.from(this.#open, ({ id, revision, status }) => ({ id, revision, status }))
  }

  listEndedSince(since: Instant): readonly Ending[] {
    const byEnd = this.#scopes.all.listInOrder('-ended')
    return byEnd
      .slice(
        0,
        findFirstPlace(byEnd, ({ endedAt }) => endedAt === null || endedAt < since),
      )
      .flatMap(({ id, endedAt, endedBy }) => (endedAt === null || endedBy === null ? [] : [{ id, at: endedAt, action: endedBy }]))
  }

  #add(entry: IndexEntry): void {
    this.#found.clear()
    this.#entries.set(entry.id, entry)
    if (!entry.isDeleted && mayHoldPeople(entry.status)) this.#open.add(entry)
    for (const scope of Object.values(this.#scopes)) scope.add(entry)
  }

  #remove(entry: IndexEntry): void {
    this.#found.clear()
    this.#entries.delete(entry.id)
    this.#open.delete(entry)
    for (const scope of Object.values(this.#scopes)) scope.delete(entry)
  }

  #find(request: FilterRequest): Found {
    const scope = this.#scopes[request.query.versions]
    const matches = createMatcher(request)
    if (matches === null) return { has: matchAll, matches: matchAll, counts: scope.counts }
    const question = formatQuestion(request)
    const kept = this.#found.get(question)
    if (kept) return kept
    const entries = new Set<IndexEntry>()
    const counts = createEmptyCounts()
    for (const entry of scope.entries) {
      if (!matches(entry)) continue
      entries.add(entry)
      counts[entry.status]++
    }
    const found: Found = { has: (entry) => entries.has(entry), matches, counts }
    if (this.#found.size >= maxKeptQuestions) this.#found.clear()
    this.#found.set(question, found)
    return found
  }
}
