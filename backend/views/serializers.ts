import type { HistoryEntry } from '#api/contract/history.ts'
import type { Receipt } from '#api/contract/receipt.ts'
import type { ActivityWithPeople, Version, VersionRef, VersionSummary } from '#api/contract/version.ts'
import { entrances } from '#domain/population/entrances.ts'
import type { Activity } from '#domain/flow.ts'
import { population, type Tally } from '#domain/population/population.ts'
import { stall, type Stall } from '#domain/population/stall.ts'
import type { Instant } from '#domain/version.ts'
import { midnight } from '#backend/store/midnight.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'

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
  const { id, name, number, latest, status, revision } = record
  return { id, name, number, latest, status, revision, peopleInside: population(record, at).inside }
}

const nobody: Tally = { arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 }

/** Activities as they go over the wire, with the people of each. Whoever goes a way arrives where it leads, in the same moment. */
const activitiesOf = (activities: readonly Activity[], tallies: Readonly<Record<string, Tally>>, destinations: Destinations) =>
  activities.map(({ id, kind, name, takes, next, promised = false, journeyId }): ActivityWithPeople => ({
    id,
    kind,
    name,
    takes: takes === Infinity ? null : takes,
    ...(tallies[id] ?? nobody),
    next: next.map(({ to, share, name: path }) => ({ to, share, name: path ?? null, taken: tallies[to]?.arrived ?? 0 })),
    promised,
    leadsTo: (journeyId !== undefined && destinations.get(journeyId)) || null,
  }))

const day = 86_400_000

/** The latest versions of the journeys that a version jumps into, by journey. */
export type Destinations = ReadonlyMap<string, VersionRef>

/** What stands around a version on its page. */
export interface Surroundings {
  /** The versions of the journey, newest first, itself included. */
  readonly versions: readonly VersionRecord[]
  readonly destinations: Destinations
  readonly receipts: readonly Receipt[]
}

/** A drain that stalls as it goes over the wire. */
const stallOf = ({ people, activities, until }: Stall) => ({
  until: iso(until),
  peopleInside: people,
  activities: activities.map(({ activity: { id, name }, people: peopleInside }) => ({ id, name, peopleInside })),
})

/** A version as its page shows it at `at`. */
export function versionOf(record: VersionRecord, { versions, destinations, receipts }: Surroundings, at: Instant): Version {
  const { activities, ...people } = population(record, at)
  const stalled = stall(record, at)
  const today = midnight(at, record.timeZone)
  return {
    ...summaryOf(record, people.inside, at),
    asOf: iso(at),
    people: { ...people, enteredToday: people.entered - entrances(record)(today) },
    activities: activitiesOf(record.flow.activities, activities, destinations),
    timeZone: record.timeZone,
    reentrance: record.reentrance,
    globalTimeoutDays: record.globalTimeout / day,
    // One that is closed changes by itself only once it is empty.
    emptyAt: record.closedAt === null ? null : isoOrNull(record.dueAt),
    stall: stalled && stallOf(stalled),
    receipts: [...receipts],
    deletedAt: isoOrNull(record.deletedAt),
    versions: versions.map((version) => refOf(version, at)),
  }
}

/** A line of the history as it goes over the wire. */
export const entryOf = (entry: StoredEntry): HistoryEntry => ({ ...entry, at: iso(entry.at) })
