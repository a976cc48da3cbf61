import { describe, expect, test } from 'vitest'
import { findStall } from '#domain/population/stall.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from './example-life.ts'

/** Sixty people an hour get an e-mail at once; three in four click within the hour, the others wait for a click that never comes. */
const waiting = buildFlow(
  60,
  buildActivity('email', 'email', 0, 'clicked?'),
  buildActivity('clicked?', 'condition', 0, { yes: 75, no: 25 }),
  buildActivity('yes', 'wait', hour),
  buildActivity('no', 'wait', Infinity),
)
const closedAt = monday + 5 * hour
const closed = buildLife(waiting, { status: 'closed', closedAt, globalTimeout: 30 * day })

const summarizeStall = (found: ReturnType<typeof findStall>) => found?.activities.map(({ activity: { id }, people }) => [id, people])

describe('A drain stalls', () => {
  test('if people wait for something that will not come: so many, there, until their time is up', () => {
    const stalled = findStall(closed, closedAt)

    // One in four of the 300 waits. The last of them is the 299th, who came a minute before the closing.
    expect(stalled?.people).toBe(75)
    expect(summarizeStall(stalled)).toEqual([['no', 75]])
    expect(stalled?.until).toBe(closedAt - minute + 30 * day)
  })

  test('the same when only those are left who wait in vain, and for fewer and fewer as time runs out', () => {
    const stalls = [closedAt + 2 * hour, monday + 30 * day + hour].map((at) => findStall(closed, at))

    expect(stalls.map((stalled) => stalled?.people)).toEqual([75, 60])
    expect(new Set(stalls.map((stalled) => stalled?.until)).size).toBe(1)
  })

  test('also for those who still have something to come before they will be held up, most people first', () => {
    const steps = [buildActivity('soon', 'wait', 2 * hour, 'fork'), buildActivity('fork', 'condition', 0, { few: 10, many: 90 })]
    const ends = [buildActivity('few', 'wait', Infinity), buildActivity('many', 'wait', 2 * day)]
    const slow = buildLife(buildFlow(100, ...steps, ...ends), { status: 'closed', closedAt: monday + hour, globalTimeout: day })

    const stalled = findStall(slow, monday + hour)

    expect(summarizeStall(stalled)).toEqual([
      ['many', 90],
      ['few', 10],
    ])
    expect(stalled?.until).toBe(monday + hour + day)
  })

  test.each([
    ['everyone comes to the end', { ...closed, flow: buildFlow(60, buildActivity('wait', 'wait', hour)) }, closedAt],
    ['it is empty', closed, closedAt + 31 * day],
    ['nobody ever entered', { ...closed, flow: { ...waiting, entry: buildFlow(0).entry } }, closedAt],
    ['it was stopped', { ...closed, status: 'stopped', stoppedAt: closedAt + hour } as const, closedAt + hour],
    ['it is live', { ...closed, status: 'live', closedAt: null } as const, closedAt],
    ['it closes only later', closed, closedAt - 1],
  ])('not if %s', (_, version, at) => {
    const stalled = findStall(version, at)

    expect(stalled).toBeNull()
  })
})
