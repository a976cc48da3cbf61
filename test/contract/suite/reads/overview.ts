import { describe, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import { statuses } from '#domain/lifecycle.ts'
import { day, hour, minute } from '#test/unit/domain/population/example-life.ts'
import { aVersion, now, quiet, versionThatIs, welcome } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const iso = (at: number) => new Date(at).toISOString()

/** One version in each status, and an older one that still drains. */
const everything = [
  ...statuses.map((status) => versionThatIs(status, { id: status })),
  versionThatIs('closed', { id: 'older', journeyId: 'journey-of-live', number: 1, latest: false }),
].map((version) => (version.id === 'live' ? { ...version, number: 2 } : version))

const ended = (id: string, action: 'close' | 'stop', at: number): VersionRecord =>
  versionThatIs(action === 'close' ? 'closed' : 'stopped', {
    id,
    ...(action === 'close' ? { closedAt: at } : { stoppedAt: at }),
    ended: { at, action, actor: marketer.user, trigger: null, reason: 'legal', note: '', peopleInside: 1 },
  })

/** Live for fifty days, and nobody has entered; but so many had at first. */
const forgotten = (id: string, people: number) => {
  const hourly = Array<number>(24).fill(people)
  const activities = welcome.activities.map((activity) => (activity.id === 'wait' ? { ...activity, durationMs: Infinity } : activity))
  return aVersion({ id, publishedAt: now - 50 * day, flow: { activities, entry: { type: 'unitaryEvent', hourly, lastsMs: hour } } })
}

export const surveying: Stories = (client) => {
  describe('the overview', () => {
    test('of nothing is a week of zeros', async () => {
      await client().start([])

      const overview = await client().overview()

      const days = Array.from({ length: 7 }, (_, index) => ({ day: iso(now - (6 - index) * day).slice(0, 10), closed: 0, stopped: 0 }))
      expect(overview).toEqual({
        asOf: iso(now),
        peopleInside: 0,
        enteredLastHour: 0,
        draining: { versions: 0, peopleInside: 0 },
        endedLastWeek: { versions: 0, days },
        advice: [],
        adviceTotal: 0,
      })
    })

    test('adds up to what the list says', async () => {
      await client().start(everything)

      const { peopleInside, draining, endedLastWeek } = await client().overview()

      const { items } = await client().list('versions=all')
      const inside = (rows: typeof items) => rows.reduce((sum, row) => sum + row.peopleInside, 0)
      const closed = items.filter(({ status }) => status === 'closed')
      const week = await client().list('versions=all&endedWithin=7')
      expect(peopleInside).toBe(inside(items))
      expect(draining).toEqual({ versions: closed.length, peopleInside: inside(closed) })
      expect([closed.length, week.matchingCount]).toEqual([2, 4])
      expect(endedLastWeek.versions).toBe(week.matchingCount)
      expect(endedLastWeek.days.reduce((sum, { closed: some, stopped }) => sum + some + stopped, 0)).toBe(week.matchingCount)
    })

    test('says how many came in the last hour, also into what was ended within it', async () => {
      const shut = (id: string, action: 'close' | 'stop', ago: number) => ended(id, action, now - ago)
      await client().start([
        aVersion({ id: 'live' }),
        shut('closed just now', 'close', 30 * minute),
        shut('stopped just now', 'stop', 30 * minute),
        shut('closed long ago', 'close', hour),
        shut('stopped long ago', 'stop', hour),
        versionThatIs('paused'),
      ])

      const { enteredLastHour } = await client().overview()

      expect(enteredLastHour).toBe(10 + 5 + 5)
    })

    test('counts endings by the day (UTC) on which they happened, the last of each version', async () => {
      await client().start([
        ended('a', 'close', now - 6 * day),
        ended('b', 'stop', now - 6 * day - 1),
        ended('c', 'stop', now - 1),
        ended('d', 'stop', now - day),
        ended('e', 'close', now),
        aVersion(),
      ])
      await client().host.setTime(now + 12 * hour)
      await client().order('close')
      await client().order('stop')

      const { endedLastWeek } = await client().overview()

      const days = endedLastWeek.days.filter(({ closed, stopped }) => closed + stopped > 0)
      expect(endedLastWeek.versions).toBe(5)
      expect(days).toEqual([
        { day: iso(now - 6 * day).slice(0, 10), closed: 1, stopped: 0 },
        { day: iso(now - day).slice(0, 10), closed: 0, stopped: 2 },
        { day: iso(now).slice(0, 10), closed: 1, stopped: 1 },
      ])
    })

    test('drains no more when the last has left', async () => {
      await client().start([versionThatIs('closed')])
      const before = await client().overview()
      await client().host.setTime(now + 3 * day)

      const after = await client().overview()

      expect([before.draining, after.draining]).toEqual([
        { versions: 1, peopleInside: 710 },
        { versions: 0, peopleInside: 0 },
      ])
    })

    test('forgets what was deleted', async () => {
      await client().start([versionThatIs('stopped'), forgotten('other', 0)])
      await client().order('delete')

      const { endedLastWeek, adviceTotal } = await client().overview()

      expect([endedLastWeek.versions, adviceTotal]).toEqual([0, 1])
    })
  })

  describe('the advice', () => {
    const audience = { ...quiet, entry: { ...quiet.entry, type: 'readAudience', lastsMs: hour } } as const

    test('names what should be ended, most people first, then longest since', async () => {
      await client().start([
        aVersion({ id: 'ran', flow: audience }),
        aVersion({ id: 'ran before', flow: audience, publishedAt: now - 20 * day }),
        forgotten('few', 3),
        forgotten('many', 30),
        aVersion({ id: 'busy' }),
        versionThatIs('paused', { id: 'paused', flow: audience }),
      ])

      const { advice, adviceTotal } = await client().overview()

      expect(advice.map(({ version, reasonCode, since, people }) => [version.id, reasonCode, since, people])).toEqual([
        ['many', 'nobodyEnters', iso(now - 50 * day + hour), 30],
        ['few', 'nobodyEnters', iso(now - 50 * day + hour), 3],
        ['ran before', 'audienceRan', iso(now - 20 * day + hour), 0],
        ['ran', 'audienceRan', iso(now - 10 * day + hour), 0],
      ])
      expect(adviceTotal).toBe(4)
    })

    test('shows each version as the list does', async () => {
      await client().start([forgotten('many', 30)])

      const { advice } = await client().overview()

      expect(advice.map(({ version }) => version)).toEqual((await client().list()).items)
    })

    test('is twenty at most, and says of how many', async () => {
      await client().start(Array.from({ length: 23 }, (_, index) => forgotten(`v${index}`, index)))

      const { advice, adviceTotal } = await client().overview()

      expect([advice.length, adviceTotal, advice.at(-1)?.people]).toEqual([20, 23, 3])
    })

    test('is followed by closing: then there is nothing to say', async () => {
      await client().start([aVersion({ flow: audience })])
      const before = await client().overview()
      await client().order('close')

      const after = await client().overview()

      expect([before.adviceTotal, after.adviceTotal]).toEqual([1, 0])
    })
  })
}
