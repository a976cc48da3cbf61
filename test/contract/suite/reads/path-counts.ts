import { describe, expect, test } from 'vitest'
import { activity, day, flow, hour } from '#test/unit/domain/population/example-life.ts'
import { aVersion, now, versionThatIs } from '#test/contract/support/fixtures.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Everyone is asked after a day: three in ten jump into the shop, the others wait for something that never comes. */
const forked = flow(
  10,
  { ...activity('confirmation', 'email', day, 'fork'), promised: true },
  {
    ...activity('fork', 'condition', 0),
    next: [
      { to: 'jump', share: 30, name: 'Yes' },
      { to: 'wait', share: 70 },
    ],
  },
  { ...activity('jump', 'jump', 0), journeyId: 'shop' },
  { ...activity('wait', 'wait', Infinity), name: 'Wait for a reply' },
)

export const walking: Stories = (client) => {
  describe('the path of a version', () => {
    test('says how many have gone each way', async () => {
      await client().start([aVersion({ flow: forked })])

      const { activities } = await client().version()

      // 2,400 have come in; the last 240 are still in the first activity.
      expect(activities.map(({ id, next }) => [id, next])).toEqual([
        ['confirmation', [{ to: 'fork', share: 100, name: null, peopleTaken: 2160 }]],
        [
          'fork',
          [
            { to: 'jump', share: 30, name: 'Yes', peopleTaken: expect.closeTo(648, -1) },
            { to: 'wait', share: 70, name: null, peopleTaken: expect.closeTo(1512, -1) },
          ],
        ],
        ['jump', []],
        ['wait', []],
      ])
    })

    test('says what is promised, and where a jump leads: to the latest version of that journey', async () => {
      const older = versionThatIs('closed', { id: 'older', journeyId: 'shop', latest: false })
      const newer = aVersion({ id: 'newer', name: 'Shop', journeyId: 'shop', number: 2 })
      await client().start([aVersion({ flow: forked }), older, newer])

      const { activities } = await client().version()

      const { peopleInside } = await client().version('newer')
      expect(activities.map(({ promised }) => promised)).toEqual([true, false, false, false])
      expect(activities.map(({ jumpTarget }) => jumpTarget)).toEqual([
        null,
        null,
        { id: 'newer', name: 'Shop', number: 2, latest: true, status: 'live', revision: 1, peopleInside },
        null,
      ])
    })

    test('leads nowhere once that journey was deleted', async () => {
      await client().start([aVersion({ flow: forked }), versionThatIs('draft', { id: 'gone', journeyId: 'shop' })])
      const before = await client().version()
      await client().order('delete', 'gone')

      const { activities } = await client().version()

      expect([before, { activities }].map((version) => version.activities[2]?.jumpTarget?.id)).toEqual(['gone', undefined])
    })
  })

  describe('a drain that stalls', () => {
    const closed = versionThatIs('closed', { flow: forked, globalTimeout: 30 * day })

    test('says how many wait in vain, where, and until when', async () => {
      await client().start([closed])

      const { peopleInside, stall, emptyAt } = await client().version()
      const overview = await client().overview()

      const people = stall?.peopleInside ?? 0
      // 2,390 came until an hour ago. Seven in ten of them, to within the rounding of the shares, those included who are not there yet.
      expect(Math.abs(people - 0.7 * 2390)).toBeLessThan(2.4)
      expect(people).toBeLessThan(peopleInside)
      expect(stall?.activities).toEqual([{ id: 'wait', name: 'Wait for a reply', peopleInside: people }])
      expect(stall?.until).toBe(emptyAt)
      expect(overview.advice).toMatchObject([{ reasonCode: 'stalls', people, since: iso(now - hour), version: { id: 'version' } }])
    })

    test('stalls no more once it is finished or stopped', async () => {
      await client().start([closed, { ...closed, id: 'stopped' }])
      await client().order('stop', 'stopped')
      const stopped = await client().version('stopped')
      await client().host.setTime(now + 31 * day)

      const finished = await client().version()

      expect([stopped, finished].map(({ status, stall }) => [status, stall])).toEqual([
        ['stopped', null],
        ['finished', null],
      ])
    })

    test('is not said of a version that still lives, or that drains to the end', async () => {
      await client().start([aVersion({ id: 'live', flow: forked }), versionThatIs('closed')])

      const versions = [await client().version('live'), await client().version()]

      expect(versions.map(({ stall }) => stall)).toEqual([null, null])
    })
  })
}
