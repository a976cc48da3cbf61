import type { Sort } from '#api/contract/list.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import type { IndexEntry } from './index-entry.ts'
import { createSortOrder } from './sort-order.ts'
import { SortedList } from './sorted-list.ts'

export type CountsByStatus = Record<Status, number>

export const createEmptyCounts = (): CountsByStatus => Object.fromEntries(statuses.map((status) => [status, 0])) as CountsByStatus

/** The versions that one version filter shows, counted by status. Each order is built when it is asked for first, and kept. */
export class VersionScope {
  readonly #includes: (entry: IndexEntry) => boolean
  readonly #entries = new Map<string, IndexEntry>()
  readonly #counts = createEmptyCounts()
  readonly #orders = new Map<Sort, SortedList<IndexEntry>>()

  constructor(includes: (entry: IndexEntry) => boolean) {
    this.#includes = includes
  }

  get entries(): Iterable<IndexEntry> {
    return this.#entries.values()
  }

  get size(): number {
    return this.#entries.size
  }

  find(id: string): IndexEntry | undefined {
    return this.#entries.get(id)
  }

  get counts(): Readonly<CountsByStatus> {
    return this.#counts
  }

  /** Whether the scope shows the version. */
  includes(entry: IndexEntry): boolean {
    return this.#includes(entry)
  }

  add(entry: IndexEntry): void {
    if (!this.#includes(entry)) return
    this.#entries.set(entry.id, entry)
    this.#counts[entry.status]++
    for (const order of this.#orders.values()) order.add(entry)
  }

  delete(entry: IndexEntry): void {
    if (!this.#entries.delete(entry.id)) return
    this.#counts[entry.status]--
    for (const order of this.#orders.values()) order.delete(entry)
  }

  /** All entries in the order of `sort`. */
  listInOrder(sort: Sort): readonly IndexEntry[] {
    const known = this.#orders.get(sort)
    if (known) return known.items
    const order = new SortedList(this.#entries.values(), createSortOrder(sort).compareEntries)
    this.#orders.set(sort, order)
    return order.items
  }
}
