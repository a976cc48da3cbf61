import { describe, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()
const noMessages = { email: 0, sms: 0, push: 0, inApp: 0 }

/** A journey with a draft ready to take the place of its first version. */
const buildShop = (older: ReturnType<typeof buildVersion>) => [
  { ...older, journeyId: 'shop', latest: false },
  buildVersionInStatus('draft', { id: 'newer', journeyId: 'shop', number: 2 }),
]

export const testReceipts: ContractTests = (client) => {
  const readEntrancesRefused = async () => (await client().getVersion()).receipts.map(({ entrancesRefused }) => entrancesRefused)

  describe('the receipt', () => {
    test('of a closing says who, when and why, who was left to walk on, and who was turned away since', async () => {
      await client().start([buildVersion()])
      const closed = await client().sendCommand('close', 'version', { body: { reason: 'campaignOver', note: 'Thank you' } })
      await client().host.setTime(now + 6 * hour)

      const { receipts } = await client().getVersion()

      const [line] = await client().getHistory()
      const ending = { action: 'close', actor: marketer.user, trigger: null, reason: 'campaignOver', note: 'Thank you', peopleInside: 720 }
      const expected = { ...ending, at: toIso(now), sequence: line?.sequence, stopped: 0, leftToFinish: 720, messagesNotSent: noMessages }
      expect(closed.body.receipts).toEqual([{ ...expected, entrancesRefused: 0 }])
      expect(receipts).toEqual([{ ...expected, entrancesRefused: 60 }])
    })

    test('of a stop says what stopping had said that it would do', async () => {
      await client().start([buildVersion()])
      const { peopleInside, stop } = await client().getImpact()
      await client().sendCommand('stop', 'version', { body: { reason: 'other', note: 'A mistake' } })
      await client().host.setTime(now + day)

      const { receipts } = await client().getVersion()

      const [line] = await client().getHistory()
      const ending = {
        action: 'stop',
        actor: marketer.user,
        trigger: null,
        reason: 'other',
        note: 'A mistake',
        at: toIso(now),
        peopleInside,
      }
      const done = { stopped: peopleInside, leftToFinish: 0, messagesNotSent: stop.messages, entrancesRefused: 240 }
      expect(receipts).toEqual([{ ...ending, ...done, sequence: line?.sequence }])
      expect(stop.messages).toEqual({ ...noMessages, email: 720 })
    })

    test('of a stop stands before that of the closing, which stays', async () => {
      await client().start([buildVersion()])
      const [closing] = (await client().sendCommand('close')).body.receipts
      await client().host.setTime(now + day)
      await client().sendCommand('stop')

      const { receipts } = await client().getVersion()

      expect(receipts).toMatchObject([
        { action: 'stop', stopped: 480, messagesNotSent: { ...noMessages, email: 480 }, entrancesRefused: 0 },
        { ...closing, entrancesRefused: 240 },
      ])
    })

    test('of a closing stays true of one that is stopped in the same moment', async () => {
      await client().start([buildVersion()])
      await client().sendCommand('close')
      await client().sendCommand('stop')

      const { receipts } = await client().getVersion()

      expect(receipts).toMatchObject([
        { action: 'stop', stopped: 720, leftToFinish: 0 },
        { action: 'close', stopped: 0, leftToFinish: 720 },
      ])
    })

    test('of an end date says that it happened by itself, and that no entrance was refused', async () => {
      await client().start([buildVersion({ endsAt: now + hour })])
      await client().host.setTime(now + 30 * day)

      const { status, receipts } = await client().getVersion()

      expect(status).toBe('finished')
      expect(receipts).toMatchObject([
        { action: 'close', actor: null, trigger: 'endDate', at: toIso(now + hour), leftToFinish: 720, entrancesRefused: 0 },
      ])
    })

    test.each([
      ['live', buildVersion()],
      ['paused', buildVersionInStatus('paused')],
    ])('of a %s version that a newer one took the place of refuses no entrances, even when the newer one is gone', async (_, older) => {
      await client().start(buildShop(older))
      const { peopleInside } = await client().getVersion()
      await client().sendCommand('publish', 'newer')
      await client().host.setTime(now + hour)
      await client().sendCommand('stop', 'newer')
      await client().host.setTime(now + 2 * hour)
      const before = (await client().getVersion()).receipts
      await client().sendCommand('delete', 'newer')

      const { receipts } = await client().getVersion()

      expect(receipts).toMatchObject([
        { action: 'close', actor: null, trigger: 'newerVersion', leftToFinish: peopleInside, entrancesRefused: 0 },
      ])
      expect(receipts).toEqual(before)
    })

    test('of a version counts those turned away until a newer one is published', async () => {
      await client().start(buildShop(buildVersion()))
      await client().sendCommand('close')
      await client().host.setTime(now + 2 * hour)
      const before = await readEntrancesRefused()
      await client().sendCommand('publish', 'newer')
      await client().host.setTime(now + 9 * hour)

      const after = await readEntrancesRefused()
      await client().sendCommand('stop', 'newer')
      await client().sendCommand('delete', 'newer')
      const afterDeletion = await readEntrancesRefused()

      expect([before, after, afterDeletion]).toEqual([[20], [20], [20]])
    })

    test('of the newer version is its own, whatever older ones are published or stopped', async () => {
      const older = buildVersionInStatus('stopped', { id: 'older', journeyId: 'shop', latest: false })
      await client().start([older, buildVersion({ journeyId: 'shop', number: 2 })])
      await client().sendCommand('stop')
      await client().host.setTime(now + 3 * hour)

      const after = await readEntrancesRefused()

      expect(after).toEqual([30])
    })

    test.each(['draft', 'test', 'live', 'paused'] as const)('is none while a version is %s, as is one', async (status) => {
      await client().start([buildVersionInStatus(status)])
      const duplicate: Version = (await client().sendCommand('duplicate')).body

      const { receipts } = await client().getVersion()

      expect([receipts, duplicate.receipts]).toEqual([[], []])
    })
  })
}
