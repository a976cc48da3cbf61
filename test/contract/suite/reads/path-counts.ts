import { describe, expect, test } from 'vitest'
import { buildVersion, buildVersionInStatus, forkedFlow } from '#test/contract/support/fixtures.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

export const testPathCounts: ContractTests = (client) => {
  describe('the path of a version', () => {
    test('says how many have gone each way', async () => {
      await client().start([buildVersion({ flow: forkedFlow })])

      const { activities } = await client().getVersion()

      // 2,400 have come in; the last 240 are still in the first activity.
      expect(activities.map(({ id, next }) => [id, next])).toEqual([
        ['confirmation', [{ to: 'fork', share: 100, name: null, peopleTaken: 2160 }]],
        [
          'fork',
          [
            { to: 'jump', share: 30, name: 'Yes', peopleTaken: expect.closeTo(648, -1) },
            { to: 'wait', share: 70, name: null, peopleTaken: expect.closeTo(1512, -1) },
          ],
        ],
        ['jump', []],
        ['wait', []],
      ])
    })

    test('says what is promised, and where a jump leads: to the latest version of that journey', async () => {
      const older = buildVersionInStatus('closed', { id: 'older', journeyId: 'shop', latest: false })
      const newer = buildVersion({ id: 'newer', name: 'Shop', journeyId: 'shop', number: 2 })
      await client().start([buildVersion({ flow: forkedFlow }), older, newer])

      const { activities } = await client().getVersion()

      const { peopleInside } = await client().getVersion('newer')
      expect(activities.map(({ promised }) => promised)).toEqual([true, false, false, false])
      expect(activities.map(({ jumpTarget }) => jumpTarget)).toEqual([
        null,
        null,
        { id: 'newer', name: 'Shop', number: 2, latest: true, status: 'live', revision: 1, peopleInside },
        null,
      ])
    })

    test('leads nowhere once that journey was deleted', async () => {
      await client().start([buildVersion({ flow: forkedFlow }), buildVersionInStatus('draft', { id: 'gone', journeyId: 'shop' })])
      const before = await client().getVersion()
      await client().sendCommand('delete', 'gone')

      const { activities } = await client().getVersion()

      expect([before, { activities }].map((version) => version.activities[2]?.jumpTarget?.id)).toEqual(['gone', undefined])
    })
  })
}
