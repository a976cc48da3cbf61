import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Problem } from '#api/contract/problem.ts'
import { day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import type { Client } from '#test/contract/support/client.ts'
import { aVersion, now, quiet, versionThatIs, welcome } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const iso = (at: number) => new Date(at).toISOString()

/** The lines of a history that nobody caused, in the order in which they happened. */
const byItself = (history: readonly HistoryEntry[]) =>
  history
    .filter(({ actor }) => actor === null)
    .toReversed()
    .map(({ at, type, trigger, before, after, peopleInside }) => [at, type, trigger, before, after, peopleInside])

const lookers: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  'its page': (client) => client.version(),
  'the list': (client) => client.list('versions=all'),
  'its history': (client) => client.history(),
  'its impact': (client) => client.impact(),
  'its people': (client) => client.people(),
  'the overview': (client) => client.overview(),
  'another version': (client) => client.version('other'),
  'an action on another version': (client) => client.order('duplicate', 'other', { etag: '"r1"' }),
}

export const changing: Stories = (client) => {
  describe('what happens by itself', () => {
    test.each(Object.keys(lookers))('is written down whoever looks first at %s', async (what) => {
      await client().start([aVersion({ endsAt: now + day }), aVersion({ id: 'other' })])
      await client().host.setTime(now + 2 * day)

      await lookers[what]?.(client())

      expect(byItself(await client().history())).toEqual([[iso(now + day), 'close', 'endDate', 'live', 'closed', 720]])
      expect(await client().version()).toMatchObject({ status: 'closed', revision: 2, updatedAt: iso(now + day), updatedBy: null })
      expect((await client().list()).countsByStatus).toMatchObject({ closed: 1, live: 1 })
    })

    test('has not happened a millisecond before', async () => {
      await client().start([aVersion({ endsAt: now + day })])
      await client().host.setTime(now + day - 1)

      const version = await client().version()

      expect(version).toMatchObject({ status: 'live', revision: 1 })
    })

    test('a journey whose end date is reached closes, drains, and is finished when the last has left', async () => {
      await client().start([aVersion({ endsAt: now + day })])
      await client().host.setTime(now + day)
      const closed = await client().version()
      await client().host.setTime(now + 60 * day)

      const finished = await client().version()

      const ended = { at: iso(now + day), action: 'close', actor: null, trigger: 'endDate', reason: null, note: '', peopleInside: 720 }
      expect(closed).toMatchObject({ status: 'closed', emptyAt: iso(now + 4 * day), ended })
      expect(finished).toMatchObject({
        status: 'finished',
        revision: 3,
        finishedAt: iso(now + 4 * day),
        updatedAt: iso(now + 4 * day),
        ended,
      })
      expect(finished.people).toMatchObject({ inside: 0, stopped: 0, timedOut: 0 })
      expect(byItself(await client().history())).toEqual([
        [iso(now + day), 'close', 'endDate', 'live', 'closed', 720],
        [iso(now + 4 * day), 'finish', 'drained', 'closed', 'finished', 0],
      ])
    })

    test('those who never get out are taken out by the global timeout', async () => {
      const activities = welcome.activities.map((activity) => (activity.id === 'wait' ? { ...activity, durationMs: Infinity } : activity))
      await client().start([aVersion({ flow: { ...welcome, activities }, globalTimeout: 30 * day })])
      await client().order('close')
      await client().host.setTime(now + 31 * day)

      const version = await client().version()

      expect(version).toMatchObject({ status: 'finished', globalTimeoutDays: 30 })
      expect(version.people).toMatchObject({ inside: 0, completed: 0, timedOut: 2400 })
      expect(byItself(await client().history())).toEqual([[iso(now + 30 * day), 'finish', 'globalTimeout', 'closed', 'finished', 0]])
    })

    test('a pause that is over lets the journey go on, and whoever was held go at once', async () => {
      await client().start([aVersion()])
      await client().order('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 2 * day)

      const version = await client().version()

      expect(version).toMatchObject({ status: 'live', revision: 3, pausedUntil: null, ended: null, updatedAt: iso(now + 2 * day) })
      expect(byItself(await client().history())).toEqual([[iso(now + 2 * day), 'resume', 'pauseOver', 'paused', 'live', 240]])
    })

    test('many things happen in their order, each at its own moment', async () => {
      await client().start([aVersion({ endsAt: now + 3 * day })])
      await client().order('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 90 * day)

      const version = await client().version()

      expect(version).toMatchObject({ status: 'finished', revision: 5 })
      expect(byItself(await client().history()).map((line) => line.slice(0, 3))).toEqual([
        [iso(now + 2 * day), 'resume', 'pauseOver'],
        [iso(now + 3 * day), 'close', 'endDate'],
        [version.finishedAt, 'finish', 'drained'],
      ])
    })

    test('the histories of several journeys are one sequence in the order of the moments', async () => {
      await client().start([aVersion({ id: 'late', endsAt: now + 2 * day }), aVersion({ id: 'early', endsAt: now + day })])
      await client().host.setTime(now + 3 * day)

      const [early] = await client().history('early')
      const [late] = await client().history('late')

      expect([early?.sequence, late?.sequence]).toEqual([3, 4])
    })

    test('is judged before an action: what somebody saw is no more, and they are told why', async () => {
      await client().start([aVersion({ endsAt: now + day })])
      const etag = await client().etag()
      await client().host.setTime(now + day)

      const { status, body } = await client().order<Problem>('stop', 'version', { etag })

      expect([status, body.code]).toEqual([412, 'stale-revision'])
      expect(body.currentVersion).toMatchObject({ status: 'closed', revision: 2 })
      expect(body.latestEntry).toMatchObject({ type: 'close', actor: null, trigger: 'endDate', at: iso(now + day) })
    })

    test('a draft whose end date is over closes as soon as it is published', async () => {
      await client().start([versionThatIs('draft', { endsAt: now - day })])

      const { body } = await client().order('publish')

      expect(body).toMatchObject({ status: 'finished', ended: { trigger: 'endDate', at: iso(now) } })
      expect(byItself(await client().history()).map(([, what]) => what)).toEqual(['close', 'finish'])
    })
  })

  describe('publishing a newer version', () => {
    const shop = (older: ReturnType<typeof aVersion>) => [
      { ...older, journeyId: 'shop', latest: false },
      versionThatIs('draft', { id: 'newer', journeyId: 'shop', number: 2 }),
    ]

    test('closes the live one: its people finish there', async () => {
      await client().start(shop(aVersion()))

      await client().order('publish', 'newer')

      const older = await client().version()
      expect(older).toMatchObject({ status: 'closed', revision: 2, peopleInside: 720, updatedBy: null, latest: false })
      expect(older.ended).toMatchObject({ action: 'close', actor: null, trigger: 'newerVersion', at: iso(now), peopleInside: 720 })
      expect(byItself(await client().history())).toEqual([[iso(now), 'close', 'newerVersion', 'live', 'closed', 720]])
      expect((await client().history('newer'))[0]).toMatchObject({ type: 'publish', actor: marketer.user })
    })

    test('makes the paused one resume and close', async () => {
      await client().start(shop(versionThatIs('paused')))

      await client().order('publish', 'newer')

      expect(await client().version()).toMatchObject({ status: 'closed', pausedUntil: null })
      expect(byItself(await client().history()).map((line) => line.slice(1, 5))).toEqual([['close', 'newerVersion', 'paused', 'closed']])
    })

    test('finishes the one that nobody is inside of', async () => {
      await client().start(shop(aVersion({ flow: quiet })))

      await client().order('publish', 'newer')

      expect(await client().version()).toMatchObject({ status: 'finished', finishedAt: iso(now) })
    })

    test.each(['closed', 'stopped', 'finished'] as const)('leaves one that is %s as it is', async (status) => {
      await client().start(shop(versionThatIs(status)))
      const before = await client().version()

      await client().order('publish', 'newer')

      expect({ ...(await client().version()), versions: [] }).toEqual({ ...before, versions: [] })
    })

    test('keeps the older one closed even if the newer one is stopped', async () => {
      await client().start(shop(aVersion()))
      await client().order('publish', 'newer')
      await client().host.setTime(now + hour)

      await client().order('stop', 'newer')

      expect(await client().version()).toMatchObject({ status: 'closed' })
    })

    test('touches no other journey', async () => {
      await client().start([...shop(aVersion()), aVersion({ id: 'stranger', publishedAt: monday })])

      await client().order('publish', 'newer')

      expect(await client().version('stranger')).toMatchObject({ status: 'live', revision: 1 })
    })
  })
}
