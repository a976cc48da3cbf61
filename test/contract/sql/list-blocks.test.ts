import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sort } from '#api/contract/list.ts'
import type { PageRequest } from '#backend/store/store.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { createListReads } from '#server/store/list/list-reads.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { openBlockCounter, type BlockCounter } from './support/count-blocks.ts'
import { preparePostgresql } from './support/sql-databases.ts'

/** The largest number of blocks that a page of 30 rows reads: one a row, and those of the indexes of seven statuses. */
const maxBlocks = 60

/** The same, of a page by people: each row is found by its identifier, which takes four blocks. */
const maxBlocksByPeople = 4 * 31 + 10

const now = Date.UTC(2026, 0, 5, 9)
const versionCount = 6_000
const { database, url } = preparePostgresql()
let counter: BlockCounter
let inside: ReadonlyMap<string, number>

beforeAll(async () => {
  const { versions } = await createDemoSeed(now, versionCount)
  await fillStore(database(), { versions, history: [] })
  await sql`vacuum analyze versions`.execute(database())
  const open = versions.filter(({ status, latest, deletedAt }) => latest && deletedAt === null && status !== 'draft')
  inside = (await createSimulatedEngine().countInside(open, now)).inside
  counter = openBlockCounter(url()!)
})
afterAll(() => counter.close())

/** The blocks of the first page, and of pages that begin in the middle and near the end of the list. */
async function countPages(sort: Sort, filter: Partial<PageRequest['query']>): Promise<readonly number[]> {
  const { page } = createListReads(counter.database)
  const request = (limit: number): PageRequest => ({
    query: { ...everyVersion, ...filter, versions: 'latest', sort, limit },
    at: now,
    inside,
  })
  const { rows } = await page(request(versionCount))
  const befores = [rows[Math.floor(rows.length / 2)], rows.at(-40)]
  const pages = [
    request(30),
    ...befores.flatMap((row) => (row ? [{ ...request(30), after: { id: row.record.id, sortValue: row.sortValue } }] : [])),
  ]
  const blocks: number[] = []
  for (const each of pages) blocks.push(await counter.countBlocks(() => page(each)))
  return blocks
}

const sorts = ['-updated', 'updated', 'name', '-name', 'version', '-version', 'ended', '-ended'] as const

test.each(sorts)('a page in the order %s reads at most 60 blocks, wherever it begins', async (sort) => {
  for (const status of [[], ['live'], ['live', 'paused', 'closed']] as const) {
    const blocks = await countPages(sort, { status: [...status] })
    expect(Math.max(...blocks), `${status.join(', ')}: ${blocks.join(', ')}`).toBeLessThanOrEqual(maxBlocks)
  }
})

const filters: Readonly<Record<string, Partial<PageRequest['query']>>> = {
  'ended in the last year': { endedWithin: 365 },
  'ended in the last 7 days': { endedWithin: 7 },
  'published in the last 7 days': { publishedWithin: 7 },
  'updated in the last 7 days': { updatedWithin: 7 },
  'of one type': { type: ['readAudience'] },
  'ended for one reason': { reason: ['legal'] },
  'ended in the last year, with one author': { endedWithin: 365, createdBy: ['ana'] },
}

test.each(Object.keys(filters))('a page of versions %s, newest first, reads at most 60 blocks', async (name) => {
  const blocks = await countPages('-updated', filters[name]!)
  expect(Math.max(...blocks), blocks.join(', ')).toBeLessThanOrEqual(maxBlocks)
})

test.each(['ended', '-ended'] as const)(
  'a page of versions that ended in the last days, in the order %s, reads at most 60 blocks',
  async (sort) => {
    for (const endedWithin of [7, 30, 365]) {
      const blocks = await countPages(sort, { endedWithin })
      expect(Math.max(...blocks), `${endedWithin} days: ${blocks.join(', ')}`).toBeLessThanOrEqual(maxBlocks)
    }
  },
)

test('a page by people reads four blocks a row, because only the program knows that order', async () => {
  const blocks = await countPages('-people', {})
  expect(Math.max(...blocks), blocks.join(', ')).toBeLessThanOrEqual(maxBlocksByPeople)
})
