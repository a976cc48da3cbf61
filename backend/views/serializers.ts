import type { HistoryEntry } from '#api/contract/history.ts'
import type { Receipt } from '#api/contract/version.ts'
import type { ActivityWithPeople, Version, VersionRef, VersionSummary } from '#api/contract/version.ts'
import type { Activity } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'
import type { CleanUpProgress, Measured, PeopleCounts } from '#backend/engine/engine.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import { findWithheld } from '#domain/rights.ts'
import type { ViewContext } from './view-context.ts'

/** Formats a moment for the wire (ISO 8601, UTC). */
export const toIso = (at: Instant): string => new Date(at).toISOString()
const toIsoOrNull = (at: Instant | null): string | null => (at === null ? null : toIso(at))

/** The time and the basis of numbers, in wire format. */
export const toMeasurement = ({ asOf, basis }: Measured<object>) => ({ peopleAsOf: toIso(asOf), basis })

/** For whom, and for which moment, a version is shown. */
type Viewing = Pick<ViewContext, 'at' | 'rights'>

/** A version as a list row. */
export function toVersionSummary(record: VersionRecord, peopleInside: number, { at, rights }: Viewing): VersionSummary {
  const { id, journeyId, name, number, latest, revision, status, flow, description, tags, createdBy, updatedBy, publishedBy, ended } =
    record
  const resumesAt = record.pauses.at(-1)?.to ?? at
  return {
    id,
    journeyId,
    name,
    number,
    latest,
    revision,
    status,
    type: flow.entry.type,
    description,
    tags: [...tags],
    startsAt: toIsoOrNull(record.startsAt),
    endsAt: toIsoOrNull(record.endsAt),
    createdAt: toIso(record.createdAt),
    createdBy,
    updatedAt: toIso(record.updatedAt),
    updatedBy,
    publishedAt: toIsoOrNull(record.publishedAt),
    publishedBy,
    pausedUntil: resumesAt > at ? toIso(resumesAt) : null,
    ended: ended && { ...ended, at: toIso(ended.at) },
    finishedAt: toIsoOrNull(record.finishedAt),
    peopleInside,
    ...(record.team !== undefined && { team: record.team }),
    withheld: [...findWithheld(record.team, rights)],
  }
}

/** The people inside by version identifier. */
export type InsideById = ReadonlyMap<string, number>

/** A short reference to a version: its name, status and people inside. */
export function toVersionRef(record: VersionRecord, inside: InsideById): VersionRef {
  const { id, name, number, latest, status, revision } = record
  return { id, name, number, latest, status, revision, peopleInside: inside.get(id) ?? 0 }
}

type ActivityCounts = PeopleCounts['activities'][string]

const noPeople: ActivityCounts = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/** Activities in wire format, with the people of each. Following a branch takes no time: people arrive at its target in the same moment. */
const toActivities = (activities: readonly Activity[], tallies: Readonly<Record<string, ActivityCounts>>, jumpTargets: JumpTargets) =>
  activities.map(({ id, kind, name, durationMs, next, promised = false, template, journeyId }): ActivityWithPeople => ({
    id,
    kind,
    name,
    durationMs: durationMs === Infinity ? null : durationMs,
    ...(tallies[id] ?? noPeople),
    next: next.map(({ to, share, name: path }) => ({ to, share, name: path ?? null, peopleTaken: tallies[to]?.arrived ?? 0 })),
    promised,
    ...(template !== undefined && { template }),
    jumpTarget: (journeyId !== undefined && jumpTargets.get(journeyId)) || null,
  }))

const day = 86_400_000

/** The latest version of each journey that a version jumps into, by journey identifier. */
export type JumpTargets = ReadonlyMap<string, VersionRef>

/** Related data that the page of a version needs. */
export interface VersionDetails {
  readonly people: Measured<PeopleCounts>
  /** When the last person leaves a closed version; `null` if it is not closed, or if that is not known. */
  readonly emptyAt: Instant | null
  /** All versions of the journey, newest first, including this one. */
  readonly versions: readonly VersionRef[]
  readonly jumpTargets: JumpTargets
  readonly receipts: readonly Receipt[]
  readonly cleanUp: CleanUpProgress | null
}

/** A stalled drain in wire format. */
const toStall = ({ people, activities, until }: NonNullable<PeopleCounts['stall']>) => ({
  until: toIso(until),
  peopleInside: people,
  activities: activities.map(({ activity: { id, name }, people: peopleInside }) => ({ id, name, peopleInside })),
})

/** A version in wire format, with all that its page needs. */
export function toVersion(
  record: VersionRecord,
  { people, emptyAt, versions, jumpTargets, receipts, cleanUp }: VersionDetails,
  viewing: Viewing,
): Version {
  const { activities, stall, entered, enteredToday, inside, completed, stopped, timedOut } = people
  return {
    ...toVersionSummary(record, inside, viewing),
    asOf: toIso(viewing.at),
    ...toMeasurement(people),
    people: { entered, enteredToday, inside, completed, stopped, timedOut },
    activities: toActivities(record.flow.activities, activities, jumpTargets),
    ...(record.flow.entry.audience !== undefined && { audience: record.flow.entry.audience }),
    timeZone: record.timeZone,
    reentrance: record.reentrance,
    globalTimeoutDays: record.globalTimeout / day,
    emptyAt: toIsoOrNull(emptyAt),
    stall: stall && toStall(stall),
    cleanUp: cleanUp && record.stoppedAt !== null ? { since: toIso(record.stoppedAt), ...cleanUp } : null,
    receipts: [...receipts],
    deletedAt: toIsoOrNull(record.deletedAt),
    versions: [...versions],
  }
}

/** A history entry in wire format. */
export function toHistoryEntry(stored: StoredEntry): HistoryEntry {
  const { journeyId: _, ...entry } = stored
  return { ...entry, at: toIso(entry.at) }
}
