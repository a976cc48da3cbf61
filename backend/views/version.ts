import type { HistoryEntry } from '#api/contract/history.ts'
import type { Version } from '#api/contract/version.ts'
import type { Instant } from '#domain/version.ts'
import { toHistoryEntry, toVersionRef, toVersion, type JumpTargets } from './serializers.ts'
import { toReceipts } from './receipts.ts'
import type { Answer } from '#backend/http/answer.ts'
import { createProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

/** Entity tag of a version, for `ETag` and `If-Match`. Contains the revision. */
export const formatEtag = ({ revision }: VersionRecord): string => `"r${revision}"`

/** Loads the latest version of each journey that a version jumps into. */
async function loadJumpTargets(reader: Reader, { flow }: VersionRecord, at: Instant): Promise<JumpTargets> {
  const journeys = new Set(flow.activities.flatMap(({ journeyId }) => journeyId ?? []))
  const found = await Promise.all([...journeys].map(async (id) => ({ id, latest: (await reader.versionsOf(id))[0] })))
  return new Map(found.flatMap(({ id, latest }) => (latest ? [[id, toVersionRef(latest, at)] as const] : [])))
}

/** Loads a version for its page, with the other versions of its journey. A version that has just been deleted is still in this list. */
export async function loadVersionView(reader: Reader, record: VersionRecord, at: Instant): Promise<Version> {
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const versions = [record, ...others].toSorted((one, other) => other.number - one.number)
  const jumpTargets = await loadJumpTargets(reader, record, at)
  const receipts = await toReceipts(reader, record, at)
  return toVersion(record, { versions, jumpTargets, receipts }, at)
}

/** Loads the newest history entry of a version. */
export async function loadLatestEntry(reader: Reader, versionId: string): Promise<HistoryEntry | undefined> {
  const [last] = await reader.history(versionId, 1)
  return last && toHistoryEntry(last)
}

/** Answers a request for a deleted version: who deleted it, and what its journey still has. */
export async function createDeletedAnswer(reader: Reader, { id, journeyId, name, number }: VersionRecord, at: Instant): Promise<Answer> {
  const [latest] = await reader.versionsOf(journeyId)
  return createProblem('deleted', 'The version was deleted.', {
    latestEntry: await loadLatestEntry(reader, id),
    deletedVersion: { name, number, latestVersion: latest ? toVersionRef(latest, at) : null },
  })
}
