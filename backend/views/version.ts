import type { HistoryEntry } from '#api/contract/history.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Version } from '#api/contract/version.ts'
import { toHistoryEntry, toVersionRef, toVersion } from './serializers.ts'
import { toReceipts } from './receipts.ts'
import { loadDrainEnd } from '#backend/history/next-transition.ts'
import type { Answer } from '#backend/http/answer.ts'
import { createProblem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import type { ViewContext } from './view-context.ts'

/** Entity tag of a version, for `ETag` and `If-Match`. Contains the revision. */
export const formatEtag = ({ revision }: VersionRecord): string => `"r${revision}"`

/** Loads the latest version of each journey that a version jumps into, by journey identifier. */
async function loadJumpTargets(reader: Reader, { flow }: VersionRecord): Promise<ReadonlyMap<string, VersionRecord>> {
  const journeyIds = new Set(flow.activities.flatMap(({ journeyId }) => journeyId ?? []))
  const found = await Promise.all([...journeyIds].map(async (id) => ({ id, latest: (await reader.versionsOf(id))[0] })))
  return new Map(found.flatMap(({ id, latest }) => (latest ? [[id, latest] as const] : [])))
}

/** Loads a version for its page, with the other versions of its journey. A version that has just been deleted is still in this list. */
export async function loadVersionView(context: ViewContext, record: VersionRecord): Promise<Version> {
  const { reader, engine, at } = context
  const others = (await reader.versionsOf(record.journeyId)).filter(({ id }) => id !== record.id)
  const versions = [record, ...others].toSorted((one, other) => other.number - one.number)
  const targets = await loadJumpTargets(reader, record)
  const { inside } = await engine.countInside([...versions, ...targets.values()], at)
  const people = await engine.countPeople(record, at)
  const drain = await loadDrainEnd(engine, record, at)
  const details = {
    // The response has one basis for all its numbers.
    people: drain?.basis === 'estimate' ? { ...people, basis: drain.basis } : people,
    emptyAt: drain?.drainEnd?.at ?? null,
    versions: versions.map((version) => toVersionRef(version, inside)),
    jumpTargets: new Map(Array.from(targets, ([id, target]) => [id, toVersionRef(target, inside)])),
    receipts: await toReceipts(context, record),
    cleanUp: await engine.readProgress(record),
  }
  return toVersion(record, details, context)
}

/** Loads the newest history entry of a version. */
export async function loadLatestEntry({ reader }: ViewContext, versionId: string): Promise<HistoryEntry | undefined> {
  const [last] = await reader.history(versionId, { limit: 1 })
  return last && toHistoryEntry(last)
}

type Deletion = Omit<VersionBatch['deleted'][number], 'id'>

/** Loads what is said of a deleted version: who deleted it, and what its journey still has. */
export async function loadDeletion(context: ViewContext, { id, journeyId, name, number }: VersionRecord): Promise<Deletion> {
  const [latest] = await context.reader.versionsOf(journeyId)
  const { inside } = await context.engine.countInside(latest ? [latest] : [], context.at)
  return {
    latestEntry: await loadLatestEntry(context, id),
    deletedVersion: { name, number, latestVersion: latest ? toVersionRef(latest, inside) : null },
  }
}

/** Answers a request for a deleted version. */
export const createDeletedAnswer = async (context: ViewContext, record: VersionRecord): Promise<Answer> =>
  createProblem('deleted', 'The version was deleted.', await loadDeletion(context, record))
