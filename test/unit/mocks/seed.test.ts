import { describe, expect, test } from 'vitest'
import { maxNameLength } from '#api/contract/requests.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { statuses } from '#domain/lifecycle.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { everyVersion } from '#test/support/every-version.ts'

const hour = 3_600_000
const monday = Date.UTC(2026, 2, 2)

/** Every nineteen hours, from a Monday on, for a week. */
const moments = Array.from({ length: 9 }, (_, i) => monday + i * 19 * hour + 17_003)

/** A row of the list: a version and its people. */
interface ListedVersion {
  readonly record: VersionRecord
  readonly peopleInside: number
}

/** The list as the marketer first sees it, all of it. */
async function readFirstList(now: Instant): Promise<readonly ListedVersion[]> {
  const store = createMemoryStore(await createDemoSeed(now))
  const query = { ...everyVersion, sort: '-updated', limit: 200 } as const
  const { rows } = await store.read((reader) => reader.page({ query, at: now }))
  return rows.map(({ record }) => ({ record, peopleInside: countPopulation(record, now).inside }))
}

const findByName = (rows: readonly ListedVersion[], name: string) => rows.find(({ record }) => record.name === name)

describe.each(moments)('the demo begun at %i', (now) => {
  test('shows about sixty journeys in every status, from no people inside to millions', async () => {
    const rows = await readFirstList(now)

    const sizes = rows.map(({ peopleInside }) => peopleInside)

    expect(rows.length).toBeGreaterThanOrEqual(58)
    expect(rows.length).toBeLessThanOrEqual(64)
    expect(new Set(rows.map(({ record }) => record.status))).toEqual(new Set(statuses))
    for (const [least, most] of [
      [0, 0],
      [1, 99],
      [1000, 9999],
      [10_000, 99_999],
      [100_000, 999_999],
      [1_000_000, 9_999_999],
    ] as const)
      expect(
        sizes.some((size) => least <= size && size <= most),
        `${least} to ${most}`,
      ).toBe(true)
  })

  test('begins with a page that shows what the console is for', async () => {
    const rows = (await readFirstList(now)).slice(0, 12)

    const [first] = rows

    expect(first?.record).toMatchObject({ name: 'Welcome series', number: 2, status: 'live' })
    expect(first?.peopleInside).toBeGreaterThan(12_400)
    expect(first?.peopleInside).toBeLessThan(12_560)
    expect(new Set(rows.map(({ record }) => record.status)).size).toBeGreaterThanOrEqual(6)
    expect(rows.filter(({ peopleInside }) => peopleInside > 50_000).length).toBeGreaterThanOrEqual(2)
  })

  test('has a closed journey that will be empty within the hour, and one without any entrance', async () => {
    const rows = await readFirstList(now)

    const cart = findByName(rows, 'Cart reminder')
    const quote = findByName(rows, 'Insurance quote follow-up')

    expect(cart?.record).toMatchObject({ number: 5, status: 'closed' })
    expect(Math.abs((cart?.peopleInside ?? 0) - 31)).toBeLessThanOrEqual(2)
    expect((cart?.record.dueAt ?? 0) - now).toBeLessThan(hour)
    expect(quote).toMatchObject({ peopleInside: 0, record: { status: 'live' } })
  })
})

test('the same moment gives the same demo', async () => {
  const once = await createDemoSeed(monday)

  const again = await createDemoSeed(monday)

  expect(again).toEqual(once)
})

test('names are distinct, and as long as they may be', async () => {
  const { versions } = await createDemoSeed(monday)

  const names = versions.filter(({ latest }) => latest).map(({ name }) => name)
  const lengths = names.map((name) => Array.from(name).length)

  expect(new Set(names).size).toBe(names.length)
  expect(Math.max(...lengths)).toBe(maxNameLength)
  for (const script of [/\p{Script=Arabic}/u, /\p{Script=Han}/u, /\p{Emoji_Presentation}/u, /[éèû]/u, /<b>.*&.*"/u])
    expect(
      names.some((name) => script.test(name)),
      script.source,
    ).toBe(true)
})

test('paths have up to fifty activities, and jump into journeys that exist', async () => {
  const { versions } = await createDemoSeed(monday)

  const paths = versions.map(({ flow }) => flow.activities)
  const jumps = paths.flat().filter(({ kind }) => kind === 'jump')

  expect(Math.max(...paths.map(({ length }) => length))).toBe(50)
  expect(jumps.length).toBeGreaterThanOrEqual(4)
  for (const { journeyId } of jumps) expect(versions.some((version) => version.journeyId === journeyId)).toBe(true)
})
