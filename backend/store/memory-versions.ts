import type { Instant } from '#domain/version.ts'
import type { VersionRecord } from './records.ts'
import { createIndexEntry } from './index/index-entry.ts'
import { findFirstPlace, SortedList } from './index/sorted-list.ts'
import { VersionIndex } from './index/version-index.ts'
import { createStoredVersion, type StoredVersion } from './keys/stored-version.ts'
import { compareText } from './text-order.ts'
import { VersionGroups } from './version-groups.ts'

const isListed = ({ record: { deletedAt } }: StoredVersion): boolean => deletedAt === null

const compareDue = ({ record: one }: StoredVersion, { record: other }: StoredVersion): number =>
  Number(one.dueAt) - Number(other.dueAt) || compareText(one.id, other.id)

/** The versions of a memory store, with everything by which they are found. */
export class MemoryVersions {
  readonly index: VersionIndex
  readonly #byId: Map<string, StoredVersion>
  readonly #due: SortedList<StoredVersion>
  readonly #byJourney = new VersionGroups(({ record }) => [record.journeyId])
  readonly #byJump = new VersionGroups(({ keys }) => keys.jumpsInto)
  readonly #byNameSkeleton = new VersionGroups((version) => (isListed(version) && version.record.latest ? [version.keys.nameSkeleton] : []))

  constructor(records: readonly VersionRecord[]) {
    const all = records.map(createStoredVersion)
    this.#byId = new Map(all.map((version) => [version.record.id, version]))
    this.index = new VersionIndex(all.map(createIndexEntry))
    this.#due = new SortedList(
      all.filter(({ record }) => record.dueAt !== null),
      compareDue,
    )
    for (const version of all) for (const groups of this.#listGroups()) groups.add(version)
  }

  find = (id: string): VersionRecord | undefined => this.#byId.get(id)?.record

  /** All versions of a journey, newest first, including deleted ones. */
  listJourney = (journeyId: string): readonly VersionRecord[] =>
    this.#byJourney.list(journeyId).toSorted((one, other) => other.number - one.number)

  listIncomingJumps = (journeyId: string): readonly VersionRecord[] => this.#byJump.list(journeyId)

  listByNameSkeleton = (nameSkeleton: string): readonly VersionRecord[] => this.#byNameSkeleton.list(nameSkeleton)

  listDue(at: Instant, limit: number): readonly VersionRecord[] {
    const { items } = this.#due
    const end = findFirstPlace(items, ({ record: { dueAt } }) => Number(dueAt) > at)
    return items.slice(0, Math.min(end, limit)).map(({ record }) => record)
  }

  /** Adds a version, or replaces it. Returns how to take that back. */
  set(record: VersionRecord): () => void {
    const version = createStoredVersion(record)
    const before = this.#byId.get(record.id)
    const restoreIndex = this.index.set(createIndexEntry(version))
    if (before) this.#remove(before)
    this.#add(version)
    return () => {
      restoreIndex()
      this.#remove(version)
      if (before) this.#add(before)
    }
  }

  #listGroups = () => [this.#byJourney, this.#byJump, this.#byNameSkeleton]

  #add(version: StoredVersion): void {
    this.#byId.set(version.record.id, version)
    if (version.record.dueAt !== null) this.#due.add(version)
    for (const groups of this.#listGroups()) groups.add(version)
  }

  #remove(version: StoredVersion): void {
    this.#byId.delete(version.record.id)
    if (version.record.dueAt !== null) this.#due.delete(version)
    for (const groups of this.#listGroups()) groups.delete(version)
  }
}
