import { describe, expect, test } from 'vitest'
import { populationRanges, type PopulationSeries } from '#api/contract/population.ts'
import { day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()
const endsOf = (points: PopulationSeries['points'] = []) => [points[0]?.at, points.at(-1)?.at]
const summarizeMarks = ({ marks }: PopulationSeries) => marks.map(({ at, type, actor }) => [type, at, actor?.id ?? null])

export const testPopulationOverTime: ContractTests = (client) => {
  describe('the people over time', () => {
    test.each([
      ['all', 10 * day],
      ['24h', day],
      ['7d', 7 * day],
      ['30d', 10 * day],
    ] as const)('of the range "%s" begin that long ago, at the publication at the earliest', async (range, reach) => {
      await client().start([buildVersion()])

      const people = await client().getPeople(range)

      expect(people).toMatchObject({ versionId: 'version', revision: 1, asOf: toIso(now), range })
      expect(endsOf(people.points)).toEqual([toIso(now - reach), toIso(now)])
    })

    test('reach back to the publication without a range', async () => {
      await client().start([buildVersion()])

      const { body } = await client().send<PopulationSeries>('/api/versions/version/population')

      expect(body).toEqual(await client().getPeople('all'))
      expect(populationRanges).toContain(body.range)
    })

    test('end with the numbers that the page shows, and each one adds up', async () => {
      await client().start([buildVersion({ globalTimeout: 2 * day })])

      const { points } = await client().getPeople()

      const { enteredToday: _, ...people } = (await client().getVersion()).people
      expect(points.at(-1)).toEqual({ at: toIso(now), ...people })
      for (const { entered, inside, completed, stopped, timedOut } of points) expect(entered).toBe(inside + completed + stopped + timedOut)
    })

    test('of a draft are none', async () => {
      await client().start([buildVersionInStatus('draft')])

      const { points, forecast, marks } = await client().getPeople()

      expect([points, forecast, marks]).toEqual([[], null, []])
    })

    test('mark what happened to it, by whom, and what happened by itself', async () => {
      await client().start([buildVersionInStatus('draft', { endsAt: now + 5 * day })])
      await client().sendCommand('publish')
      await client().host.setTime(now + day)
      await client().host.signIn(otherMarketer)
      await client().sendCommand('pause', 'version', { body: { days: 1 } })
      await client().sendCommand('duplicate')
      await client().host.setTime(now + 60 * day)

      const people = await client().getPeople()

      expect(summarizeMarks(people)).toEqual([
        ['publish', toIso(now), marketer.user.id],
        ['pause', toIso(now + day), otherMarketer.user.id],
        ['resume', toIso(now + 2 * day), null],
        ['close', toIso(now + 5 * day), null],
        ['finish', toIso(now + 8 * day), null],
      ])
      expect(endsOf(people.points)).toEqual([toIso(now), toIso(now + 8 * day)])
    })

    test('mark only what happened in that time', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 3 * day)

      const [lastDay, lastWeek] = [await client().getPeople('24h'), await client().getPeople('7d')]

      expect(summarizeMarks(lastDay).map(([what]) => what)).toEqual(['resume'])
      expect(summarizeMarks(lastWeek).map(([what]) => what)).toEqual(['pause', 'resume'])
    })
  })

  describe('the forecast', () => {
    test('of a live version is what closing it now would do', async () => {
      await client().start([buildVersion()])

      const { points, forecast } = await client().getPeople()

      expect([forecast?.scenario, forecast?.emptyAt]).toEqual(['ifClosedNow', toIso(now + 3 * day)])
      expect(endsOf(forecast?.points)).toEqual([toIso(now), toIso(now + 3 * day)])
      expect([forecast?.points[0], forecast?.points.at(-1)?.inside]).toEqual([points.at(-1), 0])
    })

    test('made when it was closed comes true, point by point', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('close')
      await client().host.setTime(now + day)

      const { points, forecast, marks } = await client().getPeople()

      const since = points.filter(({ at }) => at >= toIso(now))
      expect(marks).toEqual([{ at: toIso(now), type: 'close', actor: marketer.user }])
      expect([forecast?.scenario, forecast?.emptyAt, endsOf(forecast?.points)]).toEqual([
        'closed',
        toIso(now + 3 * day),
        [toIso(now), toIso(now + 3 * day)],
      ])
      expect(since.length).toBeGreaterThan(10)
      expect(forecast?.points.slice(0, since.length)).toEqual(since)
    })

    test('of one that was stopped while it drained stays what it was', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('close')
      const { forecast: before } = await client().getPeople()
      await client().host.setTime(now + 6 * hour)
      await client().sendCommand('stop')

      const { points, forecast, marks } = await client().getPeople()

      expect(points.at(-1)).toMatchObject({ at: toIso(now + 6 * hour), inside: 0, stopped: 660 })
      expect(forecast).toMatchObject({ scenario: 'closed', emptyAt: before?.emptyAt })
      expect(forecast?.points.at(-1)).toEqual(before?.points.at(-1))
      expect(marks.map(({ type }) => type)).toEqual(['close', 'stop'])
    })

    test.each(['paused', 'stopped'] as const)('is not made for one that is %s', async (status) => {
      await client().start([buildVersionInStatus(status)])

      const { points, forecast } = await client().getPeople()

      expect([points[0]?.at, forecast]).toEqual([toIso(monday), null])
    })
  })
}
