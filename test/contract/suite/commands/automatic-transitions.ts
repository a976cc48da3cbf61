import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { Problem } from '#api/contract/problem.ts'
import { day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import type { Client } from '#test/contract/support/client.ts'
import { buildVersion, now, emptyFlow, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()

/** The lines of a history that nobody caused, in the order in which they happened. */
const listAutomaticEntries = (history: readonly HistoryEntry[]) =>
  history
    .filter(({ actor }) => actor === null)
    .toReversed()
    .map(({ at, type, trigger, before, after, peopleInside }) => [at, type, trigger, before, after, peopleInside])

const readers: Readonly<Record<string, (client: Client) => Promise<unknown>>> = {
  'its page': (client) => client.getVersion(),
  'the list': (client) => client.getList('versions=all'),
  'its history': (client) => client.getHistory(),
  'its impact': (client) => client.getImpact(),
  'its people': (client) => client.getPeople(),
  'the overview': (client) => client.getOverview(),
  'another version': (client) => client.getVersion('other'),
  'an action on another version': (client) => client.sendCommand('duplicate', 'other', { etag: '"r1"' }),
}

export const testAutomaticTransitions: ContractTests = (client) => {
  describe('what happens by itself', () => {
    test.each(Object.keys(readers))('shows in the first read, of %s, and is stored', async (what) => {
      await client().start([buildVersion({ endsAt: now + day }), buildVersion({ id: 'other' })])
      await client().host.setTime(now + 2 * day)

      await readers[what]?.(client())

      expect(listAutomaticEntries(await client().getHistory())).toEqual([[toIso(now + day), 'close', 'endDate', 'live', 'closed', 720]])
      expect(await client().getVersion()).toMatchObject({ status: 'closed', revision: 2, updatedAt: toIso(now + day), updatedBy: null })
      expect((await client().getList()).countsByStatus).toMatchObject({ closed: 1, live: 1 })
    })

    test('has not happened a millisecond before', async () => {
      await client().start([buildVersion({ endsAt: now + day })])
      await client().host.setTime(now + day - 1)

      const version = await client().getVersion()

      expect(version).toMatchObject({ status: 'live', revision: 1 })
    })

    test('a journey whose end date is reached closes, drains, and is finished when the last has left', async () => {
      await client().start([buildVersion({ endsAt: now + day })])
      await client().host.setTime(now + day)
      const closed = await client().getVersion()
      await client().host.setTime(now + 60 * day)

      const finished = await client().getVersion()

      const ended = { at: toIso(now + day), action: 'close', actor: null, trigger: 'endDate', reason: null, note: '', peopleInside: 720 }
      expect(closed).toMatchObject({ status: 'closed', emptyAt: toIso(now + 4 * day), ended })
      expect(finished).toMatchObject({
        status: 'finished',
        revision: 3,
        finishedAt: toIso(now + 4 * day),
        updatedAt: toIso(now + 4 * day),
        ended,
      })
      expect(finished.people).toMatchObject({ inside: 0, stopped: 0, timedOut: 0 })
      expect(listAutomaticEntries(await client().getHistory())).toEqual([
        [toIso(now + day), 'close', 'endDate', 'live', 'closed', 720],
        [toIso(now + 4 * day), 'finish', 'drained', 'closed', 'finished', 0],
      ])
    })

    test('people who never get out are taken out by the global timeout', async () => {
      const activities = welcomeFlow.activities.map((activity) =>
        activity.id === 'wait' ? { ...activity, durationMs: Infinity } : activity,
      )
      await client().start([buildVersion({ flow: { ...welcomeFlow, activities }, globalTimeout: 30 * day })])
      await client().sendCommand('close')
      await client().host.setTime(now + 31 * day)

      const version = await client().getVersion()

      expect(version).toMatchObject({ status: 'finished', globalTimeoutDays: 30 })
      expect(version.people).toMatchObject({ inside: 0, completed: 0, timedOut: 2400 })
      expect(listAutomaticEntries(await client().getHistory())).toEqual([
        [toIso(now + 30 * day), 'finish', 'globalTimeout', 'closed', 'finished', 0],
      ])
    })

    test('a pause that is over lets the journey go on, and the people it held go on at once', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 2 * day)

      const version = await client().getVersion()

      expect(version).toMatchObject({ status: 'live', revision: 3, pausedUntil: null, ended: null, updatedAt: toIso(now + 2 * day) })
      expect(listAutomaticEntries(await client().getHistory())).toEqual([
        [toIso(now + 2 * day), 'resume', 'pauseOver', 'paused', 'live', 240],
      ])
    })

    test('many things happen in their order, each at its own moment', async () => {
      await client().start([buildVersion({ endsAt: now + 3 * day })])
      await client().sendCommand('pause', 'version', { body: { days: 2 } })
      await client().host.setTime(now + 90 * day)

      const version = await client().getVersion()

      expect(version).toMatchObject({ status: 'finished', revision: 5 })
      expect(listAutomaticEntries(await client().getHistory()).map((line) => line.slice(0, 3))).toEqual([
        [toIso(now + 2 * day), 'resume', 'pauseOver'],
        [toIso(now + 3 * day), 'close', 'endDate'],
        [version.finishedAt, 'finish', 'drained'],
      ])
    })

    test('the histories of several journeys are one sequence in the order of the moments', async () => {
      await client().start([buildVersion({ id: 'late', endsAt: now + 2 * day }), buildVersion({ id: 'early', endsAt: now + day })])
      await client().host.setTime(now + 3 * day)

      const [early] = await client().getHistory('early')
      const [late] = await client().getHistory('late')

      expect([early?.sequence, late?.sequence]).toEqual([3, 4])
    })

    test('is judged before an action: a revision from before it is stale, and the refusal says why', async () => {
      await client().start([buildVersion({ endsAt: now + day })])
      const etag = await client().getEtag()
      await client().host.setTime(now + day)

      const { status, body } = await client().sendCommand<Problem>('stop', 'version', { etag })

      expect([status, body.code]).toEqual([412, 'stale-revision'])
      expect(body.currentVersion).toMatchObject({ status: 'closed', revision: 2 })
      expect(body.latestEntry).toMatchObject({ type: 'close', actor: null, trigger: 'endDate', at: toIso(now + day) })
    })

    test('a draft whose end date is over closes as soon as it is published', async () => {
      await client().start([buildVersionInStatus('draft', { endsAt: now - day })])

      const { body } = await client().sendCommand('publish')

      expect(body).toMatchObject({ status: 'finished', ended: { trigger: 'endDate', at: toIso(now) } })
      expect(listAutomaticEntries(await client().getHistory()).map(([, what]) => what)).toEqual(['close', 'finish'])
    })
  })

  describe('publishing a newer version', () => {
    const shop = (older: ReturnType<typeof buildVersion>) => [
      { ...older, journeyId: 'shop', latest: false },
      buildVersionInStatus('draft', { id: 'newer', journeyId: 'shop', number: 2 }),
    ]

    test('closes the live one: its people finish there', async () => {
      await client().start(shop(buildVersion()))

      await client().sendCommand('publish', 'newer')

      const older = await client().getVersion()
      expect(older).toMatchObject({ status: 'closed', revision: 2, peopleInside: 720, updatedBy: null, latest: false })
      expect(older.ended).toMatchObject({ action: 'close', actor: null, trigger: 'newerVersion', at: toIso(now), peopleInside: 720 })
      expect(listAutomaticEntries(await client().getHistory())).toEqual([[toIso(now), 'close', 'newerVersion', 'live', 'closed', 720]])
      expect((await client().getHistory('newer'))[0]).toMatchObject({ type: 'publish', actor: marketer.user })
    })

    test('makes the paused one resume and close', async () => {
      await client().start(shop(buildVersionInStatus('paused')))

      await client().sendCommand('publish', 'newer')

      expect(await client().getVersion()).toMatchObject({ status: 'closed', pausedUntil: null })
      expect(listAutomaticEntries(await client().getHistory()).map((line) => line.slice(1, 5))).toEqual([
        ['close', 'newerVersion', 'paused', 'closed'],
      ])
    })

    test('finishes an empty one', async () => {
      await client().start(shop(buildVersion({ flow: emptyFlow })))

      await client().sendCommand('publish', 'newer')

      expect(await client().getVersion()).toMatchObject({ status: 'finished', finishedAt: toIso(now) })
    })

    test.each(['closed', 'stopped', 'finished'] as const)('leaves one that is %s as it is', async (status) => {
      await client().start(shop(buildVersionInStatus(status)))
      const before = await client().getVersion()

      await client().sendCommand('publish', 'newer')

      expect({ ...(await client().getVersion()), versions: [] }).toEqual({ ...before, versions: [] })
    })

    test('keeps the older one closed even if the newer one is stopped', async () => {
      await client().start(shop(buildVersion()))
      await client().sendCommand('publish', 'newer')
      await client().host.setTime(now + hour)

      await client().sendCommand('stop', 'newer')

      expect(await client().getVersion()).toMatchObject({ status: 'closed' })
    })

    test('touches no other journey', async () => {
      await client().start([...shop(buildVersion()), buildVersion({ id: 'stranger', publishedAt: monday })])

      await client().sendCommand('publish', 'newer')

      expect(await client().getVersion('stranger')).toMatchObject({ status: 'live', revision: 1 })
    })
  })
}
