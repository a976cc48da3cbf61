import type { CloseReason } from '#domain/ending-reasons.ts'
import type { EntryType } from '#domain/flow.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { SearchKeys } from '#backend/store/keys/search-text.ts'
import type { StoredVersion } from '#backend/store/keys/stored-version.ts'

/** Version of the entries. Increment it when they change: stores that keep them then create all of them anew. */
export const entryVersion = 2

/** What the index knows of a version: all that the list is searched, filtered, counted and sorted by. */
export interface IndexEntry extends SearchKeys {
  readonly id: string
  readonly revision: number
  readonly number: number
  readonly latest: boolean
  readonly status: Status
  readonly isDeleted: boolean
  readonly updatedAt: Instant
  readonly endedAt: Instant | null
  readonly endedBy: 'close' | 'stop' | null
  readonly nameSortKey: string
  readonly type: EntryType
  readonly tags: readonly string[]
  readonly uses: readonly string[]
  /** Users: their identifiers, and their names in this version. */
  readonly createdBy: string
  readonly createdByName: string
  readonly publishedBy: string | null
  readonly publishedByName: string
  readonly publishedAt: Instant | null
  /** Why it was closed or stopped. */
  readonly reason: CloseReason | null
}

/** Derives the entry of a version that is written. */
export const createIndexEntry = ({ record, keys }: StoredVersion): IndexEntry => ({
  id: record.id,
  revision: record.revision,
  number: record.number,
  latest: record.latest,
  status: record.status,
  isDeleted: record.deletedAt !== null,
  updatedAt: record.updatedAt,
  endedAt: record.ended?.at ?? null,
  endedBy: record.ended?.action ?? null,
  searchText: keys.searchText,
  searchIds: keys.searchIds,
  nameSortKey: keys.nameSortKey,
  type: record.flow.entry.type,
  tags: record.tags,
  uses: keys.uses,
  createdBy: record.createdBy.id,
  createdByName: record.createdBy.name,
  publishedBy: record.publishedBy?.id ?? null,
  publishedByName: record.publishedBy?.name ?? '',
  publishedAt: record.publishedAt,
  reason: record.ended?.reason ?? null,
})
