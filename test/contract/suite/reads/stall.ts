import { describe, expect, test } from 'vitest'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus, forkedFlow } from '#test/contract/support/fixtures.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const toIso = (at: number) => new Date(at).toISOString()

export const testStall: ContractTests = (client) => {
  describe('a drain that stalls', () => {
    const closed = buildVersionInStatus('closed', { flow: forkedFlow, globalTimeout: 30 * day })

    test('says how many wait in vain, where, and until when', async () => {
      await client().start([closed])

      const { peopleInside, stall, emptyAt } = await client().getVersion()
      const overview = await client().getOverview()

      const people = stall?.peopleInside ?? 0
      // 2,390 came until an hour ago. Seven in ten of them, to within the rounding of the shares, those included who are not there yet.
      expect(Math.abs(people - 0.7 * 2390)).toBeLessThan(2.4)
      expect(people).toBeLessThan(peopleInside)
      expect(stall?.activities).toEqual([{ id: 'wait', name: 'Wait for a reply', peopleInside: people }])
      expect(stall?.until).toBe(emptyAt)
      expect(overview.advice).toMatchObject([{ reasonCode: 'stalls', people, since: toIso(now - hour), version: { id: 'version' } }])
    })

    test('stalls no more once it is finished or stopped', async () => {
      await client().start([closed, { ...closed, id: 'stopped' }])
      await client().sendCommand('stop', 'stopped')
      const stopped = await client().getVersion('stopped')
      await client().host.setTime(now + 31 * day)

      const finished = await client().getVersion()

      expect([stopped, finished].map(({ status, stall }) => [status, stall])).toEqual([
        ['stopped', null],
        ['finished', null],
      ])
    })

    test('is not said of a version that still lives, or that drains to the end', async () => {
      await client().start([buildVersion({ id: 'live', flow: forkedFlow }), buildVersionInStatus('closed')])

      const versions = [await client().getVersion('live'), await client().getVersion()]

      expect(versions.map(({ stall }) => stall)).toEqual([null, null])
    })
  })
}
