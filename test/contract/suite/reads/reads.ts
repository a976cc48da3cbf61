import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Session } from '#api/contract/session.ts'
import { day, hour, monday } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const readPaths = [
  '/api/session',
  '/api/overview',
  '/api/versions',
  '/api/versions?id=version',
  '/api/versions/version',
  '/api/versions/version/history',
  '/api/versions/version/impact',
  '/api/versions/version/population',
]

export const testReads: ContractTests = (client) => {
  describe('reading', () => {
    test.each([marketer, viewer])('$person.name reads who is signed in, and what that person may do', async (session) => {
      await client().start([])
      await client().host.signIn(session)

      const { body } = await client().send<Session>('/api/session')

      expect(body).toMatchObject(session)
    })

    test.each(readPaths)('%s requires a signed-in user', async (path) => {
      await client().start([buildVersion()])
      await client().host.signIn(null)

      const { status, body } = await client().send<Problem>(path)

      expect([status, body.code]).toEqual([401, 'unauthenticated'])
    })

    test.each(readPaths.slice(1))('%s requires the permission to see journeys', async (path) => {
      await client().start([buildVersion()])
      await client().host.signIn(createSessionWith('edit', 'stop'))

      const { status, body } = await client().send<Problem>(path)

      expect([status, body.code, body.reasonCode]).toEqual([403, 'forbidden', 'notPermitted'])
    })

    test.each(readPaths)('%s shows a viewer everything', async (path) => {
      await client().start([buildVersion()])
      await client().host.signIn(viewer)

      const { status } = await client().send(path)

      expect(status).toBe(200)
    })

    test('the page of a live journey: its people now, and where they are', async () => {
      await client().start([buildVersion({ description: 'For new customers', tags: ['retail'] })])

      const version = await client().getVersion()

      expect(version).toMatchObject({ name: 'Welcome', status: 'live', description: 'For new customers', tags: ['retail'], emptyAt: null })
      expect(version).toMatchObject({ peopleInside: 720, asOf: new Date(now).toISOString(), globalTimeoutDays: 91, type: 'unitaryEvent' })
      expect(version.people).toEqual({ entered: 2400, enteredToday: 0, inside: 720, completed: 1680, stopped: 0, timedOut: 0 })
      expect(version.activities.map(({ id, inside, passed }) => [id, inside, passed])).toEqual([
        ['hello', 0, 2400],
        ['wait', 720, 1680],
        ['offer', 0, 1680],
        ['end', 0, 1680],
      ])
    })

    const clocksForward = Date.UTC(2024, 2, 31)

    test.each([
      ['UTC', now + 6 * hour, 60],
      ['Asia/Kolkata', now + 6 * hour, 115],
      ['Asia/Kolkata', now + 20 * hour, 15],
      ['America/New_York', now + 2 * hour, 210],
      ['America/New_York', now + 6 * hour, 10],
      ['Europe/Paris', clocksForward + 12 * hour, 130],
      ['Europe/Paris', clocksForward + 23 * hour, 10],
    ])('"entered today" counts from midnight where the journey lives: %s', async (timeZone, at, enteredToday) => {
      await client().start([buildVersion({ timeZone })], at)

      const { people } = await client().getVersion()

      expect(people.enteredToday).toBe(enteredToday)
    })

    test('a paused journey says until when, a closed one when it will be empty', async () => {
      await client().start([buildVersionInStatus('paused', { id: 'paused' }), buildVersionInStatus('closed', { id: 'closed' })])

      const paused = await client().getVersion('paused')
      const closed = await client().getVersion('closed')

      expect([paused.pausedUntil, paused.emptyAt]).toEqual([new Date(now + 13 * day).toISOString(), null])
      expect([closed.pausedUntil, closed.emptyAt]).toEqual([null, new Date(now - hour + 3 * day).toISOString()])
    })

    test('a wait without end has no duration', async () => {
      const { flow, ...rest } = buildVersion()
      const activities = flow.activities.map((activity) => (activity.id === 'wait' ? { ...activity, durationMs: Infinity } : activity))
      await client().start([{ ...rest, flow: { ...flow, activities } }])

      const version = await client().getVersion()

      expect(version.activities.map(({ durationMs }) => durationMs)).toEqual([0, null, 0, 0])
    })

    test('the page names the other versions of the journey, newest first', async () => {
      const older = buildVersionInStatus('closed', { id: 'older', journeyId: 'shop', latest: false })
      const newer = buildVersion({ id: 'newer', journeyId: 'shop', number: 2 })
      await client().start([older, newer, buildVersion({ id: 'stranger' })])

      const { versions } = await client().getVersion('older')

      expect(versions.map(({ id, number, latest, status }) => [id, number, latest, status])).toEqual([
        ['newer', 2, true, 'live'],
        ['older', 1, false, 'closed'],
      ])
    })

    test('the history begins with who made the version', async () => {
      await client().start([buildVersion()])

      const history = await client().getHistory()

      expect(history).toEqual([
        {
          sequence: 1,
          versionId: 'version',
          at: new Date(monday - day).toISOString(),
          type: 'create',
          actor: marketer.user,
          trigger: null,
          reason: null,
          note: '',
          before: null,
          after: 'draft',
          peopleInside: 0,
        },
      ])
    })

    test('a long history is read page by page, each line once', async () => {
      await client().start([buildVersion()])
      for (let time = 0; time < 30; time++) {
        await client().sendCommand('pause')
        await client().sendCommand('resume')
      }

      const history = await client().getHistory()

      expect(history.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 61 }, (_, index) => 61 - index))
      expect(history.map(({ type }) => type).slice(-3)).toEqual(['resume', 'pause', 'create'])
    })

    test.each(['', '/history', '/impact', '/population'])('a version that never was is not found: %s', async (part) => {
      await client().start([buildVersion()])

      const { status, body } = await client().send<Problem>(`/api/versions/nothing${part}`)

      expect([status, body.code]).toEqual([404, 'not-found'])
    })
  })
}
