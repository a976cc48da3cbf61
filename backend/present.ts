import type { HistoryEntry } from '#api/contract/history.ts'
import type { ActivityWithPeople, Version, VersionRef, VersionSummary } from '#api/contract/version.ts'
import type { Activity } from '#domain/flow.ts'
import { population, type Tally } from '#domain/population.ts'
import type { Instant } from '#domain/version.ts'
import { midnight } from './midnight.ts'
import type { StoredEntry, VersionRecord } from './record.ts'

/** A moment as it goes over the wire. */
export const iso = (at: Instant): string => new Date(at).toISOString()
const isoOrNull = (at: Instant | null): string | null => (at === null ? null : iso(at))

/** A version as a row of the list shows it at `at`. */
export function summaryOf(record: VersionRecord, peopleInside: number, at: Instant): VersionSummary {
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
    startsAt: isoOrNull(record.startsAt),
    endsAt: isoOrNull(record.endsAt),
    createdAt: iso(record.createdAt),
    createdBy,
    updatedAt: iso(record.updatedAt),
    updatedBy,
    publishedAt: isoOrNull(record.publishedAt),
    publishedBy,
    pausedUntil: resumesAt > at ? iso(resumesAt) : null,
    ended: ended && { ...ended, at: iso(ended.at) },
    finishedAt: isoOrNull(record.finishedAt),
    peopleInside,
  }
}

/** Enough of a version to name it. */
export function refOf(record: VersionRecord, at: Instant): VersionRef {
  const { id, name, number, latest, status } = record
  return { id, name, number, latest, status, peopleInside: population(record, at).inside }
}

const nobody: Tally = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

const activityOf = ({ id, kind, name, takes, next }: Activity, people: Tally = nobody): ActivityWithPeople => ({
  id,
  kind,
  name,
  takes: takes === Infinity ? null : takes,
  ...people,
  next: next.map(({ to, share, name: path }) => ({ to, share, name: path ?? null })),
})

const day = 86_400_000

/** A version as its page shows it at `at`. `versions`: those of the journey, newest first, itself included. */
export function versionOf(record: VersionRecord, versions: readonly VersionRecord[], at: Instant): Version {
  const { activities, ...people } = population(record, at)
  const today = midnight(at, record.timeZone)
  return {
    ...summaryOf(record, people.inside, at),
    asOf: iso(at),
    people: { ...people, enteredToday: people.entered - population(record, today).entered },
    activities: record.flow.activities.map((activity) => activityOf(activity, activities[activity.id])),
    timeZone: record.timeZone,
    reentrance: record.reentrance,
    globalTimeoutDays: record.globalTimeout / day,
    // One that is closed changes by itself only once it is empty.
    emptyAt: record.closedAt === null ? null : isoOrNull(record.dueAt),
    deletedAt: isoOrNull(record.deletedAt),
    versions: versions.map((version) => refOf(version, at)),
  }
}

/** A line of the history as it goes over the wire. */
export const entryOf = (entry: StoredEntry): HistoryEntry => ({ ...entry, at: iso(entry.at) })
