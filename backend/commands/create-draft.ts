import type { User } from '#api/contract/primitives.ts'
import { currentGlobalTimeoutMs, type Instant } from '#domain/version.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'

/** The dates and facts of a version to which nothing has happened yet. */
export const emptyLifecycle = {
  startsAt: null,
  endsAt: null,
  publishedAt: null,
  publishedBy: null,
  pauses: [],
  ended: null,
  closedAt: null,
  stoppedAt: null,
  finishedAt: null,
  deletedAt: null,
  dueAt: null,
} as const satisfies Partial<VersionRecord>

/** The fields that a new draft does not copy from its source version. */
export interface DraftInit {
  readonly id: string
  readonly number: number
  readonly createdAt: Instant
  readonly createdBy: User
  /** Absent: copied from the source version. */
  readonly journeyId?: string
  readonly name?: string
}

/**
 * Creates a draft with the path, description, tags, team and re-entrance rule of `record`, the current global timeout and no dates, and its first
 * history entry.
 */
export function createDraftFrom(record: VersionRecord, init: DraftInit): { readonly draft: VersionRecord; readonly entry: EntryRecord } {
  const { journeyId, name, flow, description, tags, timeZone, reentrance, team } = record
  const draft: VersionRecord = {
    journeyId,
    name,
    flow,
    description,
    tags,
    timeZone,
    reentrance,
    ...(team !== undefined && { team }),
    ...init,
    status: 'draft',
    latest: true,
    revision: 1,
    globalTimeout: currentGlobalTimeoutMs,
    updatedAt: init.createdAt,
    updatedBy: init.createdBy,
    ...emptyLifecycle,
  }
  return { draft, entry: toCreationEntry(draft) }
}

/** The first history entry of a version. */
export const toCreationEntry = ({ id, journeyId, createdAt, createdBy }: VersionRecord): EntryRecord => ({
  versionId: id,
  journeyId,
  at: createdAt,
  type: 'create',
  actor: createdBy,
  trigger: null,
  reason: null,
  note: '',
  before: null,
  after: 'draft',
  peopleInside: 0,
})
