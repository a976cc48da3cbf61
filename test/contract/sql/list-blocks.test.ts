import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sort } from '#api/contract/list.ts'
import type { PageRequest } from '#backend/store/store.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { createListReads } from '#server/store/list/list-reads.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { waitUntil } from '#test/support/wait-until.ts'
import { openBlockCounter, type BlockCounter } from './support/count-blocks.ts'
import { preparePostgresql } from './support/sql-databases.ts'

/** The largest number of blocks that a page of 30 rows reads: one a row, and those of the indexes of seven statuses. */
const maxBlocks = 60

/** The same, where few versions fulfil a filter: more of the index is read, and never the rows that are not shown. */
const maxBlocksPassedOver = 100

/** The same, where first the identifiers are found in an index, and then two or three blocks are read for each row. */
const maxBlocksFoundFirst = 130

/** The same, of a page by people: each row is found by its identifier. Where those with people end, others are passed over. */
const maxBlocksByPeople = 130

const now = Date.UTC(2026, 0, 5, 9)
const versionCount = 6_000
const { database, url } = preparePostgresql()
let counter: BlockCounter
let inside: ReadonlyMap<string, number>

beforeAll(async () => {
  const { versions } = await createDemoSeed(now, versionCount)
  await fillStore(database(), { versions, history: [] })
  // A vacuum beside another one does nothing, and one beside an old snapshot marks no block as visible to all, so that indexes alone tell nothing.
  await waitUntil(async () => {
    await sql`vacuum analyze versions`.execute(database())
    const { rows } = await sql<{ isVisible: boolean }>`
      select relallvisible = relpages as "isVisible" from pg_class where oid = 'versions'::regclass`.execute(database())
    expect(rows).toEqual([{ isVisible: true }])
  })
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

type Filter = Partial<PageRequest['query']>

/** What the list is filtered by most often, but for days. */
const filters: Readonly<Record<string, Filter>> = {
  'in any status': {},
  live: { status: ['live'] },
  'live, paused or closed': { status: ['live', 'paused', 'closed'] },
}

const sorts = ['-updated', 'updated', 'name', '-name', 'version', '-version', 'ended', '-ended', 'status', '-status'] as const

/** Checks the pages of a list in each order. */
async function checkPages(filter: Filter, orders: readonly Sort[], bound: number): Promise<void> {
  const measured: string[] = []
  for (const sort of orders) {
    const blocks = await countPages(sort, filter)
    if (Math.max(...blocks) > bound) measured.push(`${sort}: ${blocks.join(', ')}`)
  }
  expect(measured, `more than ${bound} blocks`).toEqual([])
}

test.each(Object.keys(filters))(
  'a page of versions %s reads at most 60 blocks in every order but that by people, wherever it begins',
  (name) => checkPages(filters[name]!, sorts, maxBlocks),
)

const ofDays: Readonly<Record<string, readonly [filter: Filter, orders: readonly Sort[]]>> = {
  'ended in the last 7 days': [{ endedWithin: 7 }, ['ended', '-ended']],
  'ended in the last 30 days': [{ endedWithin: 30 }, ['ended', '-ended']],
  'ended in the last year': [{ endedWithin: 365 }, ['ended', '-ended']],
  'ended in the last year, by one author': [{ endedWithin: 365, createdBy: ['user-9'] }, ['ended', '-ended']],
  'updated in the last 7 days': [{ updatedWithin: 7 }, ['updated', '-updated']],
  // No order is that of the publication.
  'published in the last 7 days': [{ publishedWithin: 7 }, []],
}

const ofOrderedDays = Object.keys(ofDays).filter((name) => ofDays[name]![1].length > 0)

test.each(ofOrderedDays)('a page of versions %s reads at most 60 blocks in the order of the same moment', (name) =>
  checkPages(...ofDays[name]!, maxBlocks),
)

test.each(Object.keys(ofDays))(
  'a page of versions %s reads at most 130 blocks in every order: it is found in indexes, and read afterwards',
  (name) => checkPages(ofDays[name]![0], sorts, maxBlocksFoundFirst),
)

const ofValues: Readonly<Record<string, Filter>> = {
  'of one type': { type: ['readAudience'] },
  'by one author': { createdBy: ['user-9'] },
  'ended for one reason': { reason: ['legal'] },
}

test.each(Object.keys(ofValues))(
  'a page of versions %s reads at most 100 blocks in every order: the others are passed over in the index',
  (name) => checkPages(ofValues[name]!, sorts, maxBlocksPassedOver),
)

test('a page by people reads two or three blocks a row, because only the program knows that order', () =>
  checkPages({}, ['-people', 'people'], maxBlocksByPeople))
