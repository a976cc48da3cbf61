import { describe, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import { statuses } from '#domain/lifecycle.ts'
import { day, hour, minute } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, emptyFlow, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()

/** One version in each status, and an older one that still drains. */
const versionsInEveryStatus = [
  ...statuses.map((status) => buildVersionInStatus(status, { id: status })),
  buildVersionInStatus('closed', { id: 'older', journeyId: 'journey-of-live', number: 1, latest: false }),
].map((version) => (version.id === 'live' ? { ...version, number: 2 } : version))

const buildEndedVersion = (id: string, action: 'close' | 'stop', at: number): VersionRecord =>
  buildVersionInStatus(action === 'close' ? 'closed' : 'stopped', {
    id,
    ...(action === 'close' ? { closedAt: at } : { stoppedAt: at }),
    ended: { at, action, actor: marketer.user, trigger: null, reason: 'legal', note: '', peopleInside: 1 },
  })

/** Live for fifty days, and nobody has entered; but so many had at first. */
const buildForgottenVersion = (id: string, people: number) => {
  const hourly = Array<number>(24).fill(people)
  const activities = welcomeFlow.activities.map((activity) => (activity.id === 'wait' ? { ...activity, durationMs: Infinity } : activity))
  return buildVersion({ id, publishedAt: now - 50 * day, flow: { activities, entry: { type: 'unitaryEvent', hourly, lastsMs: hour } } })
}

export const testOverview: ContractTests = (client) => {
  describe('the overview', () => {
    test('of nothing is a week of zeros', async () => {
      await client().start([])

      const overview = await client().getOverview()

      const days = Array.from({ length: 7 }, (_, index) => ({ day: toIso(now - (6 - index) * day).slice(0, 10), closed: 0, stopped: 0 }))
      expect(overview).toEqual({
        asOf: toIso(now),
        peopleAsOf: toIso(now),
        basis: 'exact',
        peopleInside: 0,
        enteredLastHour: 0,
        draining: { versions: 0, peopleInside: 0 },
        endedLastWeek: { versions: 0, days },
        advice: [],
        adviceTotal: 0,
      })
    })

    test('adds up to what the list says', async () => {
      await client().start(versionsInEveryStatus)

      const { peopleInside, draining, endedLastWeek } = await client().getOverview()

      const { items } = await client().getList('versions=all')
      const inside = (rows: typeof items) => rows.reduce((sum, row) => sum + row.peopleInside, 0)
      const closed = items.filter(({ status }) => status === 'closed')
      const week = await client().getList('versions=all&endedWithin=7')
      expect(peopleInside).toBe(inside(items))
      expect(draining).toEqual({ versions: closed.length, peopleInside: inside(closed) })
      expect([closed.length, week.matchingCount]).toEqual([2, 4])
      expect(endedLastWeek.versions).toBe(week.matchingCount)
      expect(endedLastWeek.days.reduce((sum, { closed: some, stopped }) => sum + some + stopped, 0)).toBe(week.matchingCount)
    })

    test('says how many came in the last hour, also into what was ended within it', async () => {
      const shut = (id: string, action: 'close' | 'stop', ago: number) => buildEndedVersion(id, action, now - ago)
      await client().start([
        buildVersion({ id: 'live' }),
        shut('closed just now', 'close', 30 * minute),
        shut('stopped just now', 'stop', 30 * minute),
        shut('closed long ago', 'close', hour),
        shut('stopped long ago', 'stop', hour),
        buildVersionInStatus('paused'),
      ])

      const { enteredLastHour } = await client().getOverview()

      expect(enteredLastHour).toBe(10 + 5 + 5)
    })

    test('counts endings by the day (UTC) on which they happened, the last of each version', async () => {
      await client().start([
        buildEndedVersion('a', 'close', now - 6 * day),
        buildEndedVersion('b', 'stop', now - 6 * day - 1),
        buildEndedVersion('c', 'stop', now - 1),
        buildEndedVersion('d', 'stop', now - day),
        buildEndedVersion('e', 'close', now),
        buildVersion(),
      ])
      await client().host.setTime(now + 12 * hour)
      await client().sendCommand('close')
      await client().sendCommand('stop')

      const { endedLastWeek } = await client().getOverview()

      const days = endedLastWeek.days.filter(({ closed, stopped }) => closed + stopped > 0)
      expect(endedLastWeek.versions).toBe(5)
      expect(days).toEqual([
        { day: toIso(now - 6 * day).slice(0, 10), closed: 1, stopped: 0 },
        { day: toIso(now - day).slice(0, 10), closed: 0, stopped: 2 },
        { day: toIso(now).slice(0, 10), closed: 1, stopped: 1 },
      ])
    })

    test('drains no more when the last has left', async () => {
      await client().start([buildVersionInStatus('closed')])
      const before = await client().getOverview()
      await client().host.setTime(now + 3 * day)

      const after = await client().getOverview()

      expect([before.draining, after.draining]).toEqual([
        { versions: 1, peopleInside: 710 },
        { versions: 0, peopleInside: 0 },
      ])
    })

    test('leaves out what was deleted', async () => {
      await client().start([buildVersionInStatus('stopped'), buildForgottenVersion('other', 0)])
      await client().sendCommand('delete')

      const { endedLastWeek, adviceTotal } = await client().getOverview()

      expect([endedLastWeek.versions, adviceTotal]).toEqual([0, 1])
    })
  })

  describe('the advice', () => {
    const audience = { ...emptyFlow, entry: { ...emptyFlow.entry, type: 'readAudience', lastsMs: hour } } as const

    test('names what should be ended, most people first, then longest since', async () => {
      await client().start([
        buildVersion({ id: 'ran', flow: audience }),
        buildVersion({ id: 'ran before', flow: audience, publishedAt: now - 20 * day }),
        buildForgottenVersion('few', 3),
        buildForgottenVersion('many', 30),
        buildVersion({ id: 'busy' }),
        buildVersionInStatus('paused', { id: 'paused', flow: audience }),
      ])

      const { advice, adviceTotal } = await client().getOverview()

      expect(advice.map(({ version, reasonCode, since, people }) => [version.id, reasonCode, since, people])).toEqual([
        ['many', 'nobodyEnters', toIso(now - 50 * day + hour), 30],
        ['few', 'nobodyEnters', toIso(now - 50 * day + hour), 3],
        ['ran before', 'audienceRan', toIso(now - 20 * day + hour), 0],
        ['ran', 'audienceRan', toIso(now - 10 * day + hour), 0],
      ])
      expect(adviceTotal).toBe(4)
    })

    test('shows each version as the list does', async () => {
      await client().start([buildForgottenVersion('many', 30)])

      const { advice } = await client().getOverview()

      expect(advice.map(({ version }) => version)).toEqual((await client().getList()).items)
    })

    test('is twenty at most, and says of how many', async () => {
      await client().start(Array.from({ length: 23 }, (_, index) => buildForgottenVersion(`v${index}`, index)))

      const { advice, adviceTotal } = await client().getOverview()

      expect([advice.length, adviceTotal, advice.at(-1)?.people]).toEqual([20, 23, 3])
    })

    test('is followed by closing: then there is nothing to say', async () => {
      await client().start([buildVersion({ flow: audience })])
      const before = await client().getOverview()
      await client().sendCommand('close')

      const after = await client().getOverview()

      expect([before.adviceTotal, after.adviceTotal]).toEqual([1, 0])
    })
  })
}
