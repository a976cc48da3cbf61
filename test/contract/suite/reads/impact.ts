import { describe, expect, test } from 'vitest'
import { statuses } from '#domain/lifecycle.ts'
import { buildActivity, day, buildFlow, hour } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { otherMarketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()

/** After a day a confirmation, after two more a voucher; ten people an hour are promised both. */
const promisingFlow = buildFlow(
  10,
  buildActivity('wait', 'wait', day, 'confirmation'),
  { ...buildActivity('confirmation', 'email', 0, 'later'), name: 'Confirmation', promised: true },
  buildActivity('later', 'wait', 2 * day, 'voucher'),
  { ...buildActivity('voucher', 'sms', 0), name: 'Voucher', promised: true },
)

const buildFlowPerHour = (people: number) => ({
  flow: { ...welcomeFlow, entry: { ...welcomeFlow.entry, hourly: Array<number>(24).fill(people) } },
})

/** Everyone jumps into the shop. */
const jumpingFlow = buildFlow(1, buildActivity('wait', 'wait', day, 'jump'), { ...buildActivity('jump', 'jump', 0), journeyId: 'shop' })

export const testImpact: ContractTests = (client) => {
  describe('the impact of an ending', () => {
    test('says what closing and stopping would do to the people inside', async () => {
      await client().start([buildVersion()])

      const impact = await client().getImpact()

      const messages = { email: 720, sms: 0, push: 0, inApp: 0 }
      expect(impact).toMatchObject({
        versionId: 'version',
        revision: 1,
        status: 'live',
        asOf: new Date(now).toISOString(),
        peopleInside: 720,
      })
      const lastExit = toIso(now + 3 * day)
      expect(impact.close).toEqual({ messages, lastExit, timingOut: 0, entrancesNextDay: 240, nextEntrances: [] })
      expect(impact.stop).toEqual({
        messages,
        oneStepFromEnd: 0,
        promised: [],
        alreadySent: { ...messages, email: 4080 },
        requiresTypedName: false,
      })
      expect([impact.publish, impact.incomingJumps, impact.otherVersions]).toEqual([{ supersedes: null }, [], []])
    })

    test('names what people inside have been promised, in the order of the path', async () => {
      await client().start([buildVersion({ flow: promisingFlow })])

      const { stop } = await client().getImpact()

      expect(stop.promised).toEqual([
        { id: 'confirmation', name: 'Confirmation', people: 240 },
        { id: 'voucher', name: 'Voucher', people: 720 },
      ])
    })

    test('says how many would never come to the end', async () => {
      await client().start([buildVersion({ globalTimeout: 2 * day })])

      const { peopleInside, close } = await client().getImpact()

      expect([peopleInside, close.timingOut, close.lastExit]).toEqual([480, 480, toIso(now + 2 * day)])
    })

    test('lists the next three entrances that are scheduled, and how many would have come in a day', async () => {
      const entry = { type: 'readAudience', hourly: Array<number>(24).fill(0).with(7, 100) } as const
      await client().start([buildVersion({ flow: { ...welcomeFlow, entry } })])

      const { close } = await client().getImpact()

      expect(close.nextEntrances).toEqual([0, 1, 2].map((days) => ({ at: toIso(now + days * day + 7 * hour), people: 100 })))
      expect(close.entrancesNextDay).toBe(100)
    })

    test.each([
      ['that is closed already', buildVersionInStatus('closed')],
      ['whose end date is now past', buildVersion({ endsAt: now })],
      ['that is paused for longer', buildVersionInStatus('paused')],
      ['that was never published', buildVersionInStatus('draft')],
    ])('of a version %s refuses no entrances', async (_, version) => {
      await client().start([version])

      const { close } = await client().getImpact()

      expect([close.entrancesNextDay, close.nextEntrances]).toEqual([0, []])
    })

    test('refuses only the entrances before the end date', async () => {
      await client().start([buildVersion({ endsAt: now + 6 * hour })])

      const { close } = await client().getImpact()

      expect(close.entrancesNextDay).toBe(60)
    })

    test('comes true', async () => {
      await client().start([buildVersion()])
      const { close, peopleInside } = await client().getImpact()
      const people = await client().getPeople()

      const closed = await client().sendCommand('close')
      await client().host.setTime(Date.parse(close.lastExit ?? ''))

      expect([closed.body.ended?.peopleInside, closed.body.emptyAt]).toEqual([peopleInside, close.lastExit])
      expect(people.forecast).toMatchObject({ scenario: 'ifClosedNow', emptyAt: close.lastExit })
      expect(await client().getVersion()).toMatchObject({ status: 'finished', finishedAt: close.lastExit })
    })

    test('changes nothing', async () => {
      await client().start([buildVersion()])
      const before = await client().getVersion()

      await client().getImpact()

      expect(await client().getVersion()).toEqual(before)
    })

    test('of a draft is nothing', async () => {
      await client().start([buildVersionInStatus('draft')])

      const impact = await client().getImpact()

      expect(impact).toMatchObject({ peopleInside: 0, close: { lastExit: null }, stop: { oneStepFromEnd: 0, requiresTypedName: false } })
    })

    test.each([
      [999, false],
      [1000, true],
    ])('asks for the name of a journey with %i people inside: %s', async (people, typeName) => {
      await client().start([buildVersion({ ...buildFlowPerHour(people), publishedAt: now - 3_600_000 })])

      const { peopleInside, stop } = await client().getImpact()

      expect([peopleInside, stop.requiresTypedName]).toEqual([people, typeName])
    })

    test.each(statuses)('names the version that jumps here if people may be inside it: one that is %s', async (status) => {
      const other = buildVersionInStatus(status, { id: 'jumper', name: 'Winter', flow: jumpingFlow })
      await client().start([buildVersion({ journeyId: 'shop' }), other])

      const { incomingJumps } = await client().getImpact()

      const may = ['live', 'paused', 'closed'].includes(status)
      expect(incomingJumps.map(({ id, name }) => [id, name])).toEqual(may ? [['jumper', 'Winter']] : [])
    })

    test('names the other versions of the journey that still have people inside', async () => {
      const shop = { journeyId: 'shop', latest: false }
      const drained = buildVersionInStatus('finished', { ...shop, id: 'drained' })
      const draining = buildVersionInStatus('closed', { ...shop, id: 'draining', number: 2 })
      await client().start([drained, draining, buildVersion({ ...shop, number: 3, latest: true })])

      const { otherVersions } = await client().getImpact()

      expect(otherVersions.map(({ id, number }) => [id, number])).toEqual([['draining', 2]])
      expect(otherVersions[0]?.peopleInside).toBe((await client().getVersion('draining')).peopleInside)
    })
  })

  describe('a name that looks like another', () => {
    test('is listed with its owner, wherever it stands in the list', async () => {
      const other = buildVersionInStatus('draft', { id: 'other', name: 'Wеlсоmе', number: 3, createdBy: otherMarketer.user })
      await client().start([buildVersion(), other, buildVersion({ id: 'another', name: 'Welcome back' })])

      const { similarNames } = await client().getImpact()

      const expected = { id: 'other', name: 'Wеlсоmе', number: 3, latest: true, status: 'draft', revision: 1, peopleInside: 0 }
      expect(similarNames).toEqual([{ ...expected, createdBy: otherMarketer.user }])
    })

    test('is not one of the other versions of the journey, nor a deleted one', async () => {
      const older = buildVersion({ id: 'older', journeyId: 'shop', latest: false })
      const deleted = buildVersionInStatus('draft', { id: 'deleted', deletedAt: now })
      await client().start([older, buildVersion({ journeyId: 'shop', number: 2 }), deleted])

      const { similarNames } = await client().getImpact()

      expect(similarNames).toEqual([])
    })
  })

  describe('the impact of publishing', () => {
    const draft = buildVersionInStatus('draft', { journeyId: 'shop', number: 2 })

    test.each(['live', 'paused'] as const)('names the %s version that would close, and who would finish it', async (status) => {
      await client().start([buildVersionInStatus(status, { id: 'older', journeyId: 'shop', latest: false }), draft])

      const { publish } = await client().getImpact()

      expect(publish.supersedes).toMatchObject({ id: 'older', number: 1, status })
      expect(publish.supersedes?.peopleInside).toBe((await client().getVersion('older')).peopleInside)
    })

    test.each(['closed', 'stopped', 'finished'] as const)('names none if the older version is %s', async (status) => {
      await client().start([buildVersionInStatus(status, { id: 'older', journeyId: 'shop', latest: false }), draft])

      const { publish } = await client().getImpact()

      expect(publish.supersedes).toBeNull()
    })

    test('names none for a version that cannot be published', async () => {
      const older = buildVersion({ id: 'older', journeyId: 'shop', latest: false })
      await client().start([older, buildVersionInStatus('stopped', { journeyId: 'shop', number: 2 })])

      const { publish } = await client().getImpact()

      expect(publish.supersedes).toBeNull()
    })
  })
}
