import type { Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import type { SearchKeys } from '#backend/store/keys/search-text.ts'
import type { StoredVersion } from '#backend/store/keys/stored-version.ts'

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
})
