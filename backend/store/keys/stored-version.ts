import type { VersionRecord } from '#backend/store/records.ts'
import { createNameSkeleton } from './name-skeleton.ts'
import { createSearchKeys, type SearchKeys } from './search-text.ts'
import { createSortKey } from './sort-key.ts'

/**
 * Version of the code that creates the keys. Increment it when a change of that code changes a key: stores then create the keys of all their
 * versions anew, and cursors that contain an older key are refused.
 */
export const keysVersion = 1

/** What a store derives from a version when it writes it, so that it can search, sort and compare names by an index. */
export interface StoredKeys extends SearchKeys {
  readonly nameSortKey: string
  readonly nameSkeleton: string
}

/** A version as a store keeps it. */
export interface StoredVersion {
  readonly record: VersionRecord
  readonly keys: StoredKeys
}

/** Derives the keys of a version that is written. */
export const createStoredVersion = (record: VersionRecord): StoredVersion => ({
  record,
  keys: { ...createSearchKeys(record), nameSortKey: createSortKey(record.name), nameSkeleton: createNameSkeleton(record.name) },
})
