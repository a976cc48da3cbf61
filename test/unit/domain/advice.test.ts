import { describe, expect, test } from 'vitest'
import { adviseOn } from '#domain/advice.ts'
import { statuses } from '#domain/lifecycle.ts'
import { findStall } from '#domain/population/stall.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from '#test/unit/domain/population/example-life.ts'

/** Sixty people an hour wait two months. */
const slow = buildFlow(60, buildActivity('wait', 'wait', 60 * day))
const wait = slow.activities[0]!
const audience = { ...slow, entry: { type: 'readAudience', hourly: slow.entry.hourly, lastsMs: 2 * hour } } as const
const event = { ...slow, entry: { ...slow.entry, lastsMs: 2 * hour } }

describe('A journey that should be ended', () => {
  test('is one whose audience has been read, as soon as it has', () => {
    const version = buildLife(audience)

    const hints = [-1, 0, 90 * day].map((after) => adviseOn(version, monday + 2 * hour + after))

    expect(hints).toEqual([
      null,
      { reasonCode: 'audienceRan', since: monday + 2 * hour, people: 120 },
      { reasonCode: 'audienceRan', since: monday + 2 * hour, people: 0 },
    ])
  })

  test('is one without entrances for thirty days, to the moment', () => {
    const version = buildLife(event)

    const hints = [-1, 0].map((after) => adviseOn(version, monday + 2 * hour + 30 * day + after))

    expect(hints).toEqual([null, { reasonCode: 'nobodyEnters', since: monday + 2 * hour, people: 120 }])
  })

  test('is one without any entrance, thirty days after it was published', () => {
    const version = buildLife({ ...slow, entry: buildFlow(0).entry })

    const hints = [-1, 0].map((after) => adviseOn(version, monday + 30 * day + after))

    expect(hints).toEqual([null, { reasonCode: 'nobodyEnters', since: monday, people: 0 }])
  })

  test('is not one that was published less than thirty days ago', () => {
    const version = buildLife({ ...slow, entry: { ...slow.entry, lastsMs: 0 } }, { publishedAt: monday + 20 * day })

    const hint = adviseOn(version, monday + 49 * day)

    expect(hint).toBeNull()
  })

  test('is not one with entrances, however rare', () => {
    const version = buildLife({ ...slow, entry: buildFlow(1 / 24 / 29).entry })

    const hints = [29, 30, 59, 88, 200].map((days) => adviseOn(version, monday + days * day))

    expect(hints).toEqual([null, null, null, null, null])
  })

  test('is not one that is paused, or already over, or not yet begun', () => {
    const others = statuses.filter((status) => status !== 'live' && status !== 'closed')

    const hints = others.map((status) => adviseOn({ ...buildLife(audience), status }, monday + 50 * day))

    expect(hints).toEqual(others.map(() => null))
  })
})

describe('A closed journey should be looked after', () => {
  const closedAt = monday + 3 * hour
  const closed = buildLife({ ...slow, activities: [{ ...wait, durationMs: Infinity }] }, { status: 'closed', closedAt })

  test('if its drain stalls: since it was closed, for those who wait in vain', () => {
    const at = closedAt + minute

    const hint = adviseOn(closed, at)

    expect(hint).toEqual({ reasonCode: 'stalls', since: closedAt, people: 180 })
    expect(hint?.people).toBe(findStall(closed, at)?.people)
  })

  test('not if all people come to the end, although there were no entrances for long', () => {
    const version = buildLife(audience, { status: 'closed', closedAt })

    const hint = adviseOn(version, closedAt + 40 * day)

    expect(hint).toBeNull()
  })
})
