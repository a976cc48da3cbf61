import { describe, expect, test } from 'vitest'
import { sortKeys, sorts } from '#api/contract/list.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { keysVersion } from '#backend/store/keys/stored-version.ts'
import { statuses } from '#domain/lifecycle.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { buildVersion, now, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import type { ContractTests } from '#test/contract/suite/contract-tests.ts'

const buildWelcomeFlow = (people: number) => ({ ...welcomeFlow, entry: { ...welcomeFlow.entry, hourly: Array<number>(24).fill(people) } })

/** Versions of every status, with names that are hard to sort, ties in everything, and no two the same. */
const manyVersions: readonly VersionRecord[] = [
  'zoë',
  'Zoe',
  'été',
  'Eté',
  'Äpfel',
  'apfel',
  '🎉 party',
  '\uFF21BC',
  'مرحبا',
  '',
  'a',
  'A b',
  'same',
  'same',
].map((name, index) => {
  const status = statuses[index % statuses.length] ?? 'live'
  const facts = { id: `v${(index * 5) % 14}`, name, number: 1 + (index % 3), flow: buildWelcomeFlow(index % 4) }
  const version = buildVersionInStatus(status, facts)
  return { ...version, updatedAt: version.updatedAt + (index % 5) * hour }
})

/** What the rows of a list sorted by each key rise in. */
const sortValues: Readonly<Record<(typeof sortKeys)[number], (row: VersionSummary) => number>> = {
  name: ({ name }) => sortedNames.indexOf(name),
  version: ({ number }) => number,
  status: ({ status }) => statuses.findIndex((each) => each === status),
  people: ({ peopleInside }) => peopleInside,
  updated: ({ updatedAt }) => Date.parse(updatedAt),
  ended: ({ ended }) => (ended ? Date.parse(ended.at) : Infinity),
}

const sortedNames = ['', '🎉 party', 'a', 'A b', '\uFF21BC', 'apfel', 'Äpfel', 'Eté', 'été', 'same', 'Zoe', 'zoë', 'مرحبا']

export const testPagination: ContractTests = (client) => {
  describe('the order of the list', () => {
    test.each(sortKeys)('by %s rises', async (key) => {
      await client().start(manyVersions)

      const { items } = await client().getList(`sort=${key}`)

      const values = items.map((row) => sortValues[key](row))
      expect(items).toHaveLength(14)
      expect(values).toEqual(values.toSorted((one, other) => one - other))
    })

    test.each(sortKeys.filter((key) => key !== 'ended'))('by %s falls when turned round', async (key) => {
      await client().start(manyVersions)

      const { items } = await client().getList(`sort=${key}`)
      const turned = await client().getList(`sort=-${key}`)

      expect(turned.items).toEqual(items.toReversed())
    })

    test('by name puts numbers by their value and Œ among O, in the same order page by page', async () => {
      const names = ['Octobre', 'Œuvres sociales', 'Offre', 'Wave 1', 'Wave 2', 'wave 10', 'Wave ١١', 'Ωμέγα', 'Ёлка']
      await client().start(names.toReversed().map((name, index) => buildVersion({ id: `v${index}`, name })))

      const pages = await client().getAllPages('sort=name&limit=2')

      expect(pages.flatMap(({ items }) => items.map(({ name }) => name))).toEqual(names)
    })

    test('shows what ended last first, and what has not ended last', async () => {
      await client().start(manyVersions)

      const { items } = await client().getList('sort=-ended')

      const ends = items.map(({ ended }) => (ended ? Date.parse(ended.at) : -1))
      expect(ends).toEqual(ends.toSorted((one, other) => other - one))
    })

    test('shows the latest change first without a sort', async () => {
      await client().start(manyVersions)

      expect((await client().getList()).items).toEqual((await client().getList('sort=-updated')).items)
    })
  })

  describe('a list read page by page', () => {
    test.each(sorts)('holds the same rows in the same order as in one piece, sorted by %s', async (sort) => {
      await client().start(manyVersions)
      const whole = await client().getList(`sort=${sort}&limit=200`)

      const pages = await client().getAllPages(`sort=${sort}&limit=2`)

      expect(pages.flatMap(({ items }) => items)).toEqual(whole.items)
      expect(pages.map(({ items }) => items.length)).toEqual(Array(7).fill(2))
      expect(pages.map(({ matchingCount, totalCount }) => [matchingCount, totalCount])).toEqual(pages.map(() => [14, 14]))
    })

    test('keeps to search and filters', async () => {
      await client().start(manyVersions)

      const pages = await client().getAllPages('search=e&status=live&status=draft&sort=name&limit=1')

      const whole = await client().getList('search=e&status=live&status=draft&sort=name')
      expect(pages.flatMap(({ items }) => items)).toEqual(whole.items)
      expect(whole.items.length).toBeGreaterThan(1)
    })

    test.each(sorts)('shows every row that stays as it is exactly once while others change, sorted by %s', async (sort) => {
      await client().start(manyVersions)
      const whole = await client().getList(`sort=${sort}&limit=200`)
      const first = await client().getList(`sort=${sort}&limit=5`)
      const changed = whole.items.filter(({ status }, index) => index % 3 === 0 && ['live', 'paused', 'closed'].includes(status))

      await client().host.setTime(now + 1)
      for (const { id } of changed) await client().sendCommand('stop', id)
      const rest = []
      for (let next = first.nextCursor; next;) {
        const page = await client().getList(`sort=${sort}&limit=5&cursor=${encodeURIComponent(next)}`)
        rest.push(...page.items)
        next = page.nextCursor
      }

      const stays = ({ id }: VersionSummary) => !changed.some((row) => row.id === id)
      expect(changed.length).toBeGreaterThan(0)
      expect([...first.items, ...rest].filter(stays).map(({ id }) => id)).toEqual(whole.items.filter(stays).map(({ id }) => id))
    })

    test('ranks people on every page as they were on the first', async () => {
      const growing = buildVersion({ id: 'growing', flow: buildWelcomeFlow(1000), publishedAt: now })
      const large = buildVersion({ id: 'large', flow: buildWelcomeFlow(30), publishedAt: now - day })
      const draining = buildVersionInStatus('closed', { id: 'draining' })
      await client().start([growing, large, draining])
      const whole = await client().getList('sort=-people')
      const first = await client().getList('sort=-people&limit=1')

      await client().host.setTime(now + 2 * day)
      const rest = await client().getList(`sort=-people&limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)

      const shown = [...first.items, ...rest.items]
      expect(shown.map(({ id }) => id)).toEqual(whole.items.map(({ id }) => id))
      expect(rest.asOf).toBe(new Date(now + 2 * day).toISOString())
      expect(rest.items.map(({ id, peopleInside }) => [id, peopleInside])).toContainEqual(['growing', 48_000])
    })

    test('goes on behind a row that is gone', async () => {
      await client().start(['a', 'b', 'c', 'd'].map((name) => buildVersionInStatus('draft', { id: name, name })))
      const first = await client().getList('sort=name&limit=2')

      await client().sendCommand('delete', 'b')
      const second = await client().getList(`sort=name&limit=2&cursor=${encodeURIComponent(first.nextCursor ?? '')}`)

      expect(second.items.map(({ id }) => id)).toEqual(['c', 'd'])
    })

    test('survives the longest name there can be', async () => {
      const longest = ['각', '🎉', 'ß', 'e\u0301'].map((letter) => letter.repeat(200 / Array.from(letter).length))
      await client().start(longest.map((name, index) => buildVersion({ id: `v${index}`, name })))

      const pages = await client().getAllPages('sort=name&limit=1')

      expect(pages.flatMap(({ items }) => items)).toHaveLength(4)
    })
  })

  describe('a cursor', () => {
    const encodeCursor = (...parts: readonly unknown[]) => btoa(JSON.stringify(parts)).replaceAll('=', '')
    const buildCursor = (...parts: readonly unknown[]) => encodeCursor(keysVersion, ...parts)

    test.each([
      ['nonsense', 'x'],
      ['not even base64', '%F0%9F%8E%89'],
      ['empty', ''],
      ['of another sort', buildCursor('name', 'a', 'v1', now)],
      ['without a rank', buildCursor('-updated', null, 'v1', now)],
      ['with a rank of another kind', buildCursor('-updated', 'a', 'v1', now)],
      ['with a moment before time', buildCursor('-updated', 1, 'v1', -1e300)],
      ['with a moment that is none', buildCursor('-updated', 1, 'v1', 0.5)],
      ['with too much in it', buildCursor('-updated', 1, 'v1', now, 1)],
      ['that is an object', btoa('{"sort":"-updated"}')],
      ['of a history', '12'],
      ['of the release before stored keys', encodeCursor('-updated', 1, 'v1', now)],
      ['of other stored keys', encodeCursor(keysVersion - 1, '-updated', 1, 'v1', now)],
      ['that is too long', 'x'.repeat(5000)],
    ])('that is %s is refused', async (_what, cursor) => {
      await client().start(manyVersions)

      const { status, body } = await client().send<Problem>(`/api/versions?cursor=${cursor}`)

      expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'invalid-request', 'cursor'])
    })

    test.each([0, now + 1000 * day])('with a made-up moment (%i) does no harm', async (moment) => {
      await client().start(manyVersions)

      const { status } = await client().send(`/api/versions?sort=-people&cursor=${buildCursor('-people', 1e308, '', moment)}`)

      expect(status).toBe(200)
    })

    test.each(['x', '-1', '0', '1.5', '1e3', '99999999999999999999', ''])('of a history that is "%s" is refused', async (cursor) => {
      await client().start([buildVersion()])

      const { status, body } = await client().send<Problem>(`/api/versions/version/history?cursor=${cursor}`)

      expect([status, body.errors?.[0]?.path]).toEqual([400, 'cursor'])
    })
  })
}
