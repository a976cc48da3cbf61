import type { HistoryEntry } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version, VersionRef, VersionSummary } from '#api/contract/version.ts'
import { minimalDetails, minimalSummary } from '#test/support/example-versions.ts'

/** A version at a moment; all other properties are derived from it. */
export interface VersionState {
  readonly id: string
  readonly journeyId: string
  readonly number: number
  readonly latest: boolean
  readonly revision: number
  readonly status: string
  readonly deleted: boolean
}

/** The complete state at a moment; moments are counted from 0. */
export interface Snapshot {
  readonly moment: number
  readonly versions: readonly VersionState[]
  readonly lines: readonly HistoryEntry[]
}

export const person = { id: 'bob', name: 'Bob Ng' }
const noMessages = { email: 0, sms: 0, push: 0, inApp: 0 }
const start = Date.UTC(2026, 2, 11, 12)
export const toIso = (moment: number): string => new Date(start + moment * 1000).toISOString()

/** The number of people inside equals the moment: every number shows its own age. */
const toVersionRef = ({ id, number, latest, status, revision }: VersionState, { moment }: Snapshot): VersionRef => {
  return { id, name: id, number, latest, status, revision, peopleInside: moment }
}

const toSummary = (version: VersionState, state: Snapshot): VersionSummary => ({
  ...minimalSummary,
  ...toVersionRef(version, state),
  journeyId: version.journeyId,
  createdAt: toIso(0),
  createdBy: person,
  updatedAt: toIso(version.revision),
  updatedBy: person,
})

export const listExisting = ({ versions }: Snapshot): readonly VersionState[] => versions.filter(({ deleted }) => !deleted)

export function toVersion(version: VersionState, state: Snapshot): Version {
  const leadsTo = listExisting(state).find(({ journeyId, latest }) => journeyId !== version.journeyId && latest)
  const people = { entered: state.moment, inside: state.moment, completed: 0, stopped: 0, timedOut: 0 }
  return {
    ...minimalDetails,
    ...toSummary(version, state),
    asOf: toIso(state.moment),
    people: { ...people, enteredToday: 0 },
    activities: [
      {
        id: 'jump',
        kind: 'jump',
        name: '',
        durationMs: 0,
        next: [],
        promised: false,
        jumpTarget: leadsTo ? toVersionRef(leadsTo, state) : null,
        arrived: 0,
        inside: 0,
        passed: 0,
        stopped: 0,
        timedOut: 0,
      },
    ],
    deletedAt: version.deleted ? toIso(state.moment) : null,
    versions: listExisting(state)
      .filter(({ journeyId }) => journeyId === version.journeyId)
      .map((other) => toVersionRef(other, state)),
  }
}

export function toImpact(version: VersionState, state: Snapshot): Impact {
  const others = listExisting(state).filter(({ id }) => id !== version.id)
  return {
    versionId: version.id,
    revision: version.revision,
    status: version.status,
    asOf: toIso(state.moment),
    peopleInside: state.moment,
    close: { messages: noMessages, lastExit: null, timingOut: 0, entrancesNextDay: 0, nextEntrances: [] },
    stop: { messages: noMessages, oneStepFromEnd: 0, promised: [], alreadySent: noMessages, requiresTypedName: false },
    publish: { supersedes: others[0] ? toVersionRef(others[0], state) : null },
    incomingJumps: others.map((other) => toVersionRef(other, state)),
    otherVersions: [],
    similarNames: [],
  }
}

export const toPeople = ({ id, revision }: VersionState, { moment }: Snapshot): PopulationSeries => ({
  versionId: id,
  revision,
  asOf: toIso(moment),
  range: '24h',
  points: [],
  forecast: null,
  marks: [],
})

export function toList(state: Snapshot, all: boolean): List {
  const rows = listExisting(state).filter(({ latest }) => all || latest)
  return {
    items: rows.map((version) => toSummary(version, state)),
    matchingCount: rows.length,
    totalCount: rows.length,
    countsByStatus: {},
    nextCursor: null,
    asOf: toIso(state.moment),
  }
}

export function toBatch(ids: readonly string[], state: Snapshot): VersionBatch {
  const found = state.versions.filter(({ id }) => ids.includes(id))
  return {
    items: found.filter(({ deleted }) => !deleted).map((version) => toSummary(version, state)),
    deleted: found
      .filter(({ deleted }) => deleted)
      .map(({ id, number }) => ({
        id,
        latestEntry: state.lines.find(({ versionId }) => versionId === id),
        deletedVersion: { name: id, number, latestVersion: null },
      })),
    notFound: ids.filter((id) => found.every((version) => version.id !== id)),
    asOf: toIso(state.moment),
  }
}

export const toOverview = (state: Snapshot): Overview => ({
  asOf: toIso(state.moment),
  peopleInside: state.moment,
  enteredLastHour: 0,
  draining: { versions: 0, peopleInside: 0 },
  endedLastWeek: { versions: 0, days: [] },
  advice: listExisting(state).map((version) => ({
    version: toSummary(version, state),
    reasonCode: 'nobodyEnters',
    since: toIso(0),
    people: state.moment,
  })),
  adviceTotal: 0,
})
