import type { Version, VersionSummary } from '#api/contract/version.ts'

export const toTime = (minute: number) => `2026-03-11T12:0${minute}:00.000Z`

/** The properties of a row that hardly any test is about. */
export const minimalSummary = {
  type: 'unitaryEvent',
  description: '',
  tags: [],
  startsAt: null,
  endsAt: null,
  publishedAt: null,
  publishedBy: null,
  pausedUntil: null,
  ended: null,
  finishedAt: null,
} satisfies Partial<VersionSummary>

/** The properties of a page, beside those of its row, that hardly any test is about. */
export const minimalDetails = {
  timeZone: 'UTC',
  reentrance: false,
  globalTimeoutDays: 91,
  emptyAt: null,
  stall: null,
  receipts: [],
  deletedAt: null,
} satisfies Partial<Version>

/** A row at a revision, with as many people inside as the minute says. */
export const buildRow = (id: string, revision: number, minute: number): VersionSummary => ({
  ...minimalSummary,
  id,
  journeyId: id,
  name: id,
  number: 1,
  latest: true,
  revision,
  status: revision === 1 ? 'live' : 'closed',
  createdAt: toTime(0),
  createdBy: { id: 'bob', name: 'Bob Ng' },
  updatedAt: toTime(0),
  updatedBy: null,
  peopleInside: minute,
})
