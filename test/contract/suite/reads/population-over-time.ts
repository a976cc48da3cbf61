import { describe, expect, test } from 'vitest'
import { populationRanges, type PopulationSeries } from '#api/contract/population.ts'
import { day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import { aVersion, now, versionThatIs } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const iso = (at: number) => new Date(at).toISOString()
const ends = (points: PopulationSeries['points'] = []) => [points[0]?.at, points.at(-1)?.at]
const marked = ({ marks }: PopulationSeries) => marks.map(({ at, type, actor }) => [type, at, actor?.id ?? null])

export const charting: Stories = (client) => {
  describe('the people over time', () => {
    test.each([
      ['all', 10 * day],
      ['24h', day],
      ['7d', 7 * day],
      ['30d', 10 * day],
    ] as const)('of the range "%s" begin that long ago, at the publication at the earliest', async (range, reach) => {
      await client().start([aVersion()])

      const people = await client().people(range)

      expect(people).toMatchObject({ versionId: 'version', revision: 1, asOf: iso(now), range })
      expect(ends(people.points)).toEqual([iso(now - reach), iso(now)])
    })

    test('reach back to the publication if nothing else is said', async () => {
      await client().start([aVersion()])

      const { body } = await client().send<PopulationSeries>('/api/versions/version/population')

      expect(body).toEqual(await client().people('all'))
      expect(populationRanges).toContain(body.range)
    })

    test('end with the numbers that the page shows, and each one adds up', async () => {
      await client().start([aVersion({ globalTimeout: 2 * day })])

      const { points } = await client().people()

      const { enteredToday: _, ...people } = (await client().version()).people
      expect(points.at(-1)).toEqual({ at: iso(now), ...people })
      for (const { entered, inside, completed, stopped, timedOut } of points) expect(entered).toBe(inside + completed + stopped + timedOut)
    })

    test('of a draft are none', async () => {
      await client().start([versionThatIs('draft')])

      const { points, forecast, marks } = await client().people()

      expect([points, forecast, marks]).toEqual([[], null, []])
    })

    test('tell what happened to it, by whom, and what happened by itself', async () => {
      await client().start([versionThatIs('draft', { endsAt: now + 5 * day })])
      await client().order('publish')
      await client().host.setTime(now + day)
      await client().host.signIn(otherMarketer)
      await client().order('pause', 'version', { body: { days: 1 } })
      await client().order('duplicate')
      await client().host.setTime(now + 60 * day)

      const people = await client().people()

      expect(marked(people)).toEqual([
        ['publish', iso(now), marketer.user.id],
        ['pause', iso(now + day), otherMarketer.user.id],
        ['resume', iso(now + 2 * day), null],
        ['close', iso(now + 5 * day), null],
        ['finish', iso(now + 8 * day), null],
      ])
      expect(ends(people.points)).toEqual([iso(now), iso(now + 8 * day)])
    })

    test('tell only what happened in that time', async () => {
      await client().start([aVersion()])
      await client().order('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 3 * day)

      const [lastDay, lastWeek] = [await client().people('24h'), await client().people('7d')]

      expect(marked(lastDay).map(([what]) => what)).toEqual(['resume'])
      expect(marked(lastWeek).map(([what]) => what)).toEqual(['pause', 'resume'])
    })
  })

  describe('the forecast', () => {
    test('of a live version is what closing it now would do', async () => {
      await client().start([aVersion()])

      const { points, forecast } = await client().people()

      expect([forecast?.scenario, forecast?.emptyAt]).toEqual(['ifClosedNow', iso(now + 3 * day)])
      expect(ends(forecast?.points)).toEqual([iso(now), iso(now + 3 * day)])
      expect([forecast?.points[0], forecast?.points.at(-1)?.inside]).toEqual([points.at(-1), 0])
    })

    test('made when it was closed comes true, point by point', async () => {
      await client().start([aVersion()])
      await client().order('close')
      await client().host.setTime(now + day)

      const { points, forecast, marks } = await client().people()

      const since = points.filter(({ at }) => at >= iso(now))
      expect(marks).toEqual([{ at: iso(now), type: 'close', actor: marketer.user }])
      expect([forecast?.scenario, forecast?.emptyAt, ends(forecast?.points)]).toEqual([
        'closed',
        iso(now + 3 * day),
        [iso(now), iso(now + 3 * day)],
      ])
      expect(since.length).toBeGreaterThan(10)
      expect(forecast?.points.slice(0, since.length)).toEqual(since)
    })

    test('of one that was stopped while it drained stays what it was', async () => {
      await client().start([aVersion()])
      await client().order('close')
      const { forecast: before } = await client().people()
      await client().host.setTime(now + 6 * hour)
      await client().order('stop')

      const { points, forecast, marks } = await client().people()

      expect(points.at(-1)).toMatchObject({ at: iso(now + 6 * hour), inside: 0, stopped: 660 })
      expect(forecast).toMatchObject({ scenario: 'closed', emptyAt: before?.emptyAt })
      expect(forecast?.points.at(-1)).toEqual(before?.points.at(-1))
      expect(marks.map(({ type }) => type)).toEqual(['close', 'stop'])
    })

    test.each(['paused', 'stopped'] as const)('is not made for one that is %s', async (status) => {
      await client().start([versionThatIs(status)])

      const { points, forecast } = await client().people()

      expect([points[0]?.at, forecast]).toEqual([iso(monday), null])
    })
  })
}
