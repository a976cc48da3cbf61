import { listUsedKeys } from '#domain/used-things.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { keepResults } from './keep-results.ts'
import { createNameSkeleton } from './name-skeleton.ts'
import { createSearchKeys, type SearchKeys } from './search-text.ts'
import { createSortKey } from './sort-key.ts'

/**
 * Version of the code that creates the keys. Increment it when a change of that code changes a key: stores then create the keys of all their
 * versions anew, and cursors that contain an older key are refused.
 */
export const keysVersion = 2

/** What a store derives from a version when it writes it, so that it can search, sort and compare names by an index. */
export interface StoredKeys extends SearchKeys {
  readonly nameSortKey: string
  readonly nameSkeleton: string
  /** The journeys that the version jumps into; empty if it is deleted. */
  readonly jumpsInto: readonly string[]
  /** The keys of what the version uses: `listUsedKeys`. */
  readonly uses: readonly string[]
}

const noJumps: readonly string[] = []

function listJumpTargets({ flow, deletedAt }: VersionRecord): readonly string[] {
  const targets = deletedAt === null ? flow.activities.flatMap(({ journeyId }) => journeyId ?? []) : noJumps
  return targets.length === 0 ? noJumps : [...new Set(targets)]
}

/** A version as a store keeps it. */
export interface StoredVersion {
  readonly record: VersionRecord
  readonly keys: StoredKeys
}

const readSortKey = keepResults(createSortKey)
const readNameSkeleton = keepResults(createNameSkeleton)

/** Derives the keys of a version that is written. */
export const createStoredVersion = (record: VersionRecord): StoredVersion => ({
  record,
  keys: {
    ...createSearchKeys(record),
    nameSortKey: readSortKey(record.name),
    nameSkeleton: readNameSkeleton(record.name),
    jumpsInto: listJumpTargets(record),
    uses: listUsedKeys(record),
  },
})
