import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { permissionByAction, permissions, type ActionResult, type Status } from '#domain/lifecycle.ts'
import { lifecycleTable, type Cell } from '#test/unit/domain/lifecycle-table.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const isStatus = (outcome: ActionResult): outcome is Status => outcome !== 'unchanged' && outcome !== 'deleted'

/** The latest version of a journey, or an older one beside a newer draft. */
const buildVersionsFor = ({ status }: Cell, latest: boolean) => [
  buildVersionInStatus(status, { journeyId: 'shop', latest }),
  ...(latest ? [] : [buildVersionInStatus('draft', { id: 'newer', journeyId: 'shop', number: 2 })]),
]

const cases = lifecycleTable.flatMap((cell) => [
  { ...cell, cell, which: 'the latest version', latest: true, verdict: cell.latest },
  ...(cell.latest === cell.older ? [] : [{ ...cell, cell, which: 'an older version', latest: false, verdict: cell.older }]),
])

export const testActions: ContractTests = (client) => {
  describe.each(cases)('$action on $which, which is $status', ({ cell, action, status, latest, verdict }) => {
    test(verdict.allowed ? 'is done for a marketer' : `is refused to a marketer: ${verdict.reasonCode}`, async () => {
      await client().start(buildVersionsFor(cell, latest))
      const before = await client().getVersion()

      const reply = await client().sendCommand<Problem>(action)

      const history = await client().getHistory()
      if (verdict.allowed) {
        const what = isStatus(verdict.becomes) ? { before: status, after: verdict.becomes } : { before: status }
        expect(reply.status).toBe(200)
        expect(history).toHaveLength(2)
        expect(history[0]).toMatchObject({ type: action, actor: marketer.user, trigger: null, at: new Date(now).toISOString(), ...what })
        expect(history[0]?.peopleInside).toBe(before.peopleInside)
      } else {
        expect([reply.status, reply.body.code, reply.body.reasonCode]).toEqual([409, 'action-not-allowed', verdict.reasonCode])
        expect(reply.body.currentVersion).toEqual(before)
        expect(reply.body.latestEntry).toEqual(history[0])
        expect(history).toHaveLength(1)
        expect(await client().getVersion()).toEqual(before)
      }
    })

    test('is refused to a viewer', async () => {
      await client().start(buildVersionsFor(cell, latest))
      await client().host.signIn(viewer)
      const before = await client().getVersion()

      const reply = await client().sendCommand<Problem>(action)

      expect([reply.status, reply.body.reasonCode]).toEqual([403, 'notPermitted'])
      expect(await client().getHistory()).toHaveLength(1)
      expect(await client().getVersion()).toEqual(before)
    })
  })

  const changing = lifecycleTable.flatMap(({ status, action, latest: { allowed, ...rest } }) =>
    allowed && 'becomes' in rest && isStatus(rest.becomes) ? [{ status, action, becomes: rest.becomes }] : [],
  )

  test.each(changing)(
    '$action makes a version that is $status one that is $becomes, at once and in every read',
    async ({ status, action, becomes }) => {
      await client().start([buildVersionInStatus(status)])
      const before = await client().getVersion()

      const { body, headers } = await client().sendCommand(action)

      expect(body).toMatchObject({
        id: 'version',
        status: becomes,
        revision: 2,
        updatedAt: new Date(now).toISOString(),
        updatedBy: marketer.user,
      })
      expect(body.people.entered).toBe(before.people.entered)
      expect(headers.get('etag')).toBe('"r2"')
      expect(await client().getVersion()).toEqual(body)
      expect((await client().getList(`status=${becomes}`)).items[0]).toMatchObject({
        id: 'version',
        status: becomes,
        peopleInside: body.peopleInside,
      })
    },
  )

  test.each(lifecycleTable.filter(({ latest }) => latest.allowed))(
    '$action on a version that is $status needs its own permission and no other',
    async ({ status, action }) => {
      const others = permissions.filter((permission) => permission !== permissionByAction[action])
      await client().start([buildVersionInStatus(status)])

      await client().host.signIn(createSessionWith(...others))
      const refused = await client().sendCommand(action)
      await client().host.signIn(createSessionWith('view', permissionByAction[action]))
      const done = await client().sendCommand(action)

      expect([refused.status, done.status]).toEqual([403, 200])
    },
  )

  describe('an ending', () => {
    test('by closing lets the people inside walk on, and says who, when and why', async () => {
      await client().start([buildVersion()])

      const { body } = await client().sendCommand('close', 'version', { body: { reason: 'campaignOver', note: ' It was fine. ' } })

      const why = { actor: marketer.user, trigger: null, reason: 'campaignOver', note: 'It was fine.', peopleInside: 720 }
      expect(body.ended).toEqual({ at: new Date(now).toISOString(), action: 'close', ...why })
      expect(body.people).toMatchObject({ inside: 720, stopped: 0 })
      expect(body.emptyAt).toBe(new Date(now + 3 * day).toISOString())
      expect((await client().getHistory())[0]).toMatchObject(why)
    })

    test('by stopping stops all people where they are, and says who, when and why', async () => {
      await client().start([buildVersion()])

      const { body } = await client().sendCommand('stop', 'version', { body: { reason: 'other', note: 'Wrong e-mail 🙈' } })

      const why = { actor: marketer.user, trigger: null, reason: 'other', note: 'Wrong e-mail 🙈', peopleInside: 720 }
      expect(body.ended).toEqual({ at: new Date(now).toISOString(), action: 'stop', ...why })
      expect(body.people).toMatchObject({ inside: 0, stopped: 720, completed: 1680 })
      expect((await client().getHistory())[0]).toMatchObject(why)
    })

    test('needs no reason to close', async () => {
      await client().start([buildVersion()])

      const { body } = await client().sendCommand('close', 'version', { body: {} })

      expect(body.ended).toMatchObject({ reason: null, note: '' })
    })

    test('by stopping what drains replaces the closing, and the history keeps both', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('close')

      const { body } = await client().sendCommand('stop')

      expect(body.ended).toMatchObject({ action: 'stop', reason: 'legal' })
      expect((await client().getHistory()).map(({ type }) => type)).toEqual(['stop', 'close', 'create'])
    })

    test('of an empty version makes it finished at once', async () => {
      await client().start([buildVersionInStatus('live', { publishedAt: now, updatedAt: now })])

      const { body } = await client().sendCommand('close')

      expect(body).toMatchObject({ status: 'finished', revision: 3, finishedAt: new Date(now).toISOString(), updatedBy: null })
      expect((await client().getHistory()).map(({ type, trigger, actor }) => [type, trigger, actor?.name])).toEqual([
        ['finish', 'drained', undefined],
        ['close', null, marketer.user.name],
        ['create', null, marketer.user.name],
      ])
    })
  })

  test.each([1, 14])('a pause of %i days ends by then', async (days) => {
    await client().start([buildVersion()])

    const { body } = await client().sendCommand('pause', 'version', { body: { days } })

    expect(body.pausedUntil).toBe(new Date(now + days * day).toISOString())
  })

  test('resuming early lets people in and on again', async () => {
    await client().start([buildVersionInStatus('paused')])

    const { body } = await client().sendCommand('resume')

    expect(body).toMatchObject({ status: 'live', pausedUntil: null })
  })

  test('publishing says who and when', async () => {
    await client().start([buildVersionInStatus('draft')])

    const { body } = await client().sendCommand('publish')

    expect(body).toMatchObject({ publishedAt: new Date(now).toISOString(), publishedBy: marketer.user, people: { entered: 0 } })
  })
}
