import type { VersionSummary } from '#api/contract/version.ts'

export const toTime = (minute: number) => `2026-03-11T12:0${minute}:00.000Z`

/** A row at a revision, with as many people inside as the minute says. */
export const buildRow = (id: string, revision: number, minute: number): VersionSummary => ({
  id,
  journeyId: id,
  name: id,
  number: 1,
  latest: true,
  revision,
  status: revision === 1 ? 'live' : 'closed',
  type: 'unitaryEvent',
  description: '',
  tags: [],
  startsAt: null,
  endsAt: null,
  createdAt: toTime(0),
  createdBy: { id: 'bob', name: 'Bob Ng' },
  updatedAt: toTime(0),
  updatedBy: null,
  publishedAt: null,
  publishedBy: null,
  pausedUntil: null,
  ended: null,
  finishedAt: null,
  peopleInside: minute,
})
