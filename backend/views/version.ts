import type { HistoryEntry } from '#api/contract/history.ts'
import type { Version } from '#api/contract/version.ts'
import type { Instant } from '#domain/version.ts'
import { toHistoryEntry, toVersionRef, toVersion, type JumpTargets } from './serializers.ts'
import { toReceipts } from './receipts.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'

/** The state of a version as `ETag` and `If-Match` name it. */
export const formatEtag = ({ revision }: VersionRecord): string => `"r${revision}"`

/** The latest versions of the journeys that a version jumps into. */
async function loadJumpTargets(reader: Reader, { flow }: VersionRecord, at: Instant): Promise<JumpTargets> {
  const journeys = new Set(flow.activities.flatMap(({ journeyId }) => journeyId ?? []))
  const found = await Promise.all([...journeys].map(async (id) => ({ id, latest: (await reader.versionsOf(id))[0] })))
  return new Map(found.flatMap(({ id, latest }) => (latest ? [[id, toVersionRef(latest, at)] as const] : [])))
}

/** A version as its page shows it, with the other versions of its journey. One that was deleted is shown among them for the last time. */
export async function loadVersionView(reader: Reader, record: VersionRecord, at: Instant): Promise<Version> {
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const versions = [record, ...others].toSorted((one, other) => other.number - one.number)
  const jumpTargets = await loadJumpTargets(reader, record, at)
  const receipts = await toReceipts(reader, record, at)
  return toVersion(record, { versions, jumpTargets, receipts }, at)
}

/** The last thing that happened to a version. */
export async function loadLatestEntry(reader: Reader, versionId: string): Promise<HistoryEntry | undefined> {
  const [last] = await reader.history(versionId, 1)
  return last && toHistoryEntry(last)
}
