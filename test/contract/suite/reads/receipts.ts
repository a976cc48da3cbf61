import { describe, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { aVersion, now, versionThatIs } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { Stories } from '#test/contract/suite/suite.ts'

const iso = (at: number) => new Date(at).toISOString()
const nothing = { email: 0, sms: 0, push: 0, inApp: 0 }

/** A journey with a draft ready to take the place of its first version. */
const shop = (older: ReturnType<typeof aVersion>) => [
  { ...older, journeyId: 'shop', latest: false },
  versionThatIs('draft', { id: 'newer', journeyId: 'shop', number: 2 }),
]

export const accounting: Stories = (client) => {
  const refused = async () => (await client().version()).receipts.map(({ entrancesRefused }) => entrancesRefused)

  describe('the receipt', () => {
    test('of a closing says who, when and why, who was left to walk on, and who was turned away since', async () => {
      await client().start([aVersion()])
      const closed = await client().order('close', 'version', { body: { reason: 'campaignOver', note: 'Thank you' } })
      await client().host.setTime(now + 6 * hour)

      const { receipts } = await client().version()

      const [line] = await client().history()
      const ending = { action: 'close', actor: marketer.user, trigger: null, reason: 'campaignOver', note: 'Thank you', peopleInside: 720 }
      const said = { ...ending, at: iso(now), sequence: line?.sequence, stopped: 0, leftToFinish: 720, messagesNotSent: nothing }
      expect(closed.body.receipts).toEqual([{ ...said, entrancesRefused: 0 }])
      expect(receipts).toEqual([{ ...said, entrancesRefused: 60 }])
    })

    test('of a stop says what stopping had said that it would do', async () => {
      await client().start([aVersion()])
      const { peopleInside, stop } = await client().impact()
      await client().order('stop', 'version', { body: { reason: 'other', note: 'A mistake' } })
      await client().host.setTime(now + day)

      const { receipts } = await client().version()

      const [line] = await client().history()
      const ending = { action: 'stop', actor: marketer.user, trigger: null, reason: 'other', note: 'A mistake', at: iso(now), peopleInside }
      const done = { stopped: peopleInside, leftToFinish: 0, messagesNotSent: stop.messages, entrancesRefused: 240 }
      expect(receipts).toEqual([{ ...ending, ...done, sequence: line?.sequence }])
      expect(stop.messages).toEqual({ ...nothing, email: 720 })
    })

    test('of a stop stands before that of the closing, which stays', async () => {
      await client().start([aVersion()])
      const [closing] = (await client().order('close')).body.receipts
      await client().host.setTime(now + day)
      await client().order('stop')

      const { receipts } = await client().version()

      expect(receipts).toMatchObject([
        { action: 'stop', stopped: 480, messagesNotSent: { ...nothing, email: 480 }, entrancesRefused: 0 },
        { ...closing, entrancesRefused: 240 },
      ])
    })

    test('of a closing stays true of one that is stopped in the same moment', async () => {
      await client().start([aVersion()])
      await client().order('close')
      await client().order('stop')

      const { receipts } = await client().version()

      expect(receipts).toMatchObject([
        { action: 'stop', stopped: 720, leftToFinish: 0 },
        { action: 'close', stopped: 0, leftToFinish: 720 },
      ])
    })

    test('of an end date says that it happened by itself, and that nobody was turned away', async () => {
      await client().start([aVersion({ endsAt: now + hour })])
      await client().host.setTime(now + 30 * day)

      const { status, receipts } = await client().version()

      expect(status).toBe('finished')
      expect(receipts).toMatchObject([
        { action: 'close', actor: null, trigger: 'endDate', at: iso(now + hour), leftToFinish: 720, entrancesRefused: 0 },
      ])
    })

    test.each([
      ['live', aVersion()],
      ['paused', versionThatIs('paused')],
    ])('of a %s version that a newer one took the place of turns nobody away, even when the newer one is gone', async (_, older) => {
      await client().start(shop(older))
      const { peopleInside } = await client().version()
      await client().order('publish', 'newer')
      await client().host.setTime(now + hour)
      await client().order('stop', 'newer')
      await client().host.setTime(now + 2 * hour)
      const before = (await client().version()).receipts
      await client().order('delete', 'newer')

      const { receipts } = await client().version()

      expect(receipts).toMatchObject([
        { action: 'close', actor: null, trigger: 'newerVersion', leftToFinish: peopleInside, entrancesRefused: 0 },
      ])
      expect(receipts).toEqual(before)
    })

    test('of a version counts those turned away until a newer one is published', async () => {
      await client().start(shop(aVersion()))
      await client().order('close')
      await client().host.setTime(now + 2 * hour)
      const before = await refused()
      await client().order('publish', 'newer')
      await client().host.setTime(now + 9 * hour)

      const after = await refused()
      await client().order('stop', 'newer')
      await client().order('delete', 'newer')
      const afterDeletion = await refused()

      expect([before, after, afterDeletion]).toEqual([[20], [20], [20]])
    })

    test('of the newer version is its own, whatever older ones are published or stopped', async () => {
      const older = versionThatIs('stopped', { id: 'older', journeyId: 'shop', latest: false })
      await client().start([older, aVersion({ journeyId: 'shop', number: 2 })])
      await client().order('stop')
      await client().host.setTime(now + 3 * hour)

      const after = await refused()

      expect(after).toEqual([30])
    })

    test.each(['draft', 'test', 'live', 'paused'] as const)('is none while a version is %s, as is one', async (status) => {
      await client().start([versionThatIs(status)])
      const duplicate: Version = (await client().order('duplicate')).body

      const { receipts } = await client().version()

      expect([receipts, duplicate.receipts]).toEqual([[], []])
    })
  })
}
