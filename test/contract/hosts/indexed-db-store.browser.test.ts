import { deleteDB, openDB } from 'idb'
import { afterEach, expect, test, vi } from 'vitest'
import { createStoredVersion } from '#backend/store/keys/stored-version.ts'
import { computeChunkNumber } from '#backend/store/index/index-chunks.ts'
import { openIndexedDbStore, type IndexedDbStore } from '#backend/store/indexed-db-store.ts'
import type { PageRequest, Seed, Store } from '#backend/store/store.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { buildVersion, buildSeed, forkedFlow } from '#test/contract/support/fixtures.ts'
import { testStoreAnswers } from './store-oracle.ts'
import { testBatchStore } from './batch-store-suite.ts'
import { testSavedViewStore } from '#test/contract/suite/saved-views/saved-view-store.ts'
import { testStore } from './store-suite.ts'

const everything: PageRequest['query'] = { ...everyVersion, versions: 'all', sort: '-updated', limit: 9 }

const opened: IndexedDbStore[] = []

/** The store as one tab of the browser has it. */
async function openTabStore(): Promise<IndexedDbStore> {
  const store = await openIndexedDbStore('keeping')
  opened.push(store)
  return store
}

const openStoreWith = async (seed: Seed): Promise<IndexedDbStore> => {
  const store = await openTabStore()
  await store.replaceAll(seed)
  return store
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close()
})

testStore('the IndexedDB store', openStoreWith)
testBatchStore('the IndexedDB store', openStoreWith)
testSavedViewStore('the IndexedDB store', openStoreWith)
testStoreAnswers('the IndexedDB store in two tabs', 60, async (seed) => [await openStoreWith(seed), await openTabStore()])

test('a journey survives a reload of the page', async () => {
  await openStoreWith(buildSeed([buildVersion()]))
  for (const store of opened.splice(0)) store.close()

  const found = await (await openTabStore()).read((reader) => reader.version('version'))

  expect(found).toEqual(buildVersion())
})

test('two tabs see the same journeys, and their transactions follow one another', async () => {
  const [one, other] = [await openStoreWith(buildSeed([buildVersion()])), await openTabStore()]
  const incrementRevision = (store: Store) =>
    store.write(async (transaction) => {
      const { revision } = (await transaction.version('version')) ?? buildVersion()
      await transaction.update(buildVersion({ revision: revision + 1 }), revision)
    })

  await Promise.all([incrementRevision(one), incrementRevision(other), incrementRevision(one), incrementRevision(other)])

  expect((await one.read((reader) => reader.version('version')))?.revision).toBe(5)
})

test('nothing is left of what was replaced, and the history counts from 1 again', async () => {
  const store = await openStoreWith(buildSeed([buildVersion({ id: 'a' }), buildVersion({ id: 'b' })]))

  await store.replaceAll(buildSeed([buildVersion({ id: 'c' })]))

  const left = await store.read(async (reader) => [
    await reader.version('a'),
    (await reader.history('c', { limit: 9 })).map(({ sequence }) => sequence),
  ])
  expect(left).toEqual([undefined, [1]])
})

test('journeys that an older release has stored are dropped', async () => {
  const old = await openDB('older', 2, {
    upgrade: (database) => {
      database.createObjectStore('versions', { keyPath: 'id' }).createIndex('journeyId', 'journeyId')
      database.createObjectStore('history', { keyPath: 'sequence' }).createIndex('line', ['versionId', 'sequence'])
      database.createObjectStore('answers', { keyPath: ['personId', 'key'] })
      database.createObjectStore('epoch')
    },
  })
  await old.add('versions', buildVersion())
  old.close()

  const store = await openIndexedDbStore('older')
  opened.push(store)

  const [version, epoch] = await store.read(async (reader) => [await reader.version('version'), await reader.epoch()])
  expect(version).toBeUndefined()
  expect(epoch).not.toBe('')
})

test('journeys that the release before stored keys has stored are all kept, and are found and sorted', async () => {
  const seed = buildSeed(['Wave 10', 'Œuvres d’hiver', 'Wave 2'].map((name) => buildVersion({ id: name, name, dueAt: null })))
  const old = await openDB('without-keys', 3, {
    upgrade: (database) => {
      const versions = database.createObjectStore('versions', { keyPath: 'id' })
      versions.createIndex('journeyId', 'journeyId')
      versions.createIndex('dueAt', 'dueAt')
      database.createObjectStore('history', { keyPath: 'sequence' }).createIndex('line', ['versionId', 'sequence'])
      database.createObjectStore('answers', { keyPath: ['userId', 'key'] })
      database.createObjectStore('epoch')
    },
  })
  const answer = { userId: 'anna', key: 'key', fingerprint: 'close', status: 200, headers: {}, body: '{}' }
  for (const version of seed.versions) await old.add('versions', version)
  for (const [index, { journeyId: _, ...entry }] of seed.history.entries()) await old.add('history', { ...entry, sequence: index + 1 })
  await old.add('answers', answer)
  await old.add('epoch', 'before', 'epoch')
  old.close()

  for (const time of ['migrated', 'opened again']) {
    const store = await openIndexedDbStore('without-keys')
    const kept = await store.read(async (reader) => ({
      versions: await Promise.all(seed.versions.map(({ id }) => reader.version(id))),
      journey: (await reader.versionsOf('journey-of-Wave 2')).length,
      sequence: await reader.latestSequence(),
      entries: await reader.history('Wave 2', { limit: 9 }),
      answer: await reader.findIdempotencyRecord('anna', 'key'),
      epoch: await reader.epoch(),
    }))
    const query = { ...everyVersion, sort: 'name', limit: 9 } as const
    const listNames = async (search: string) =>
      (await store.read((reader) => reader.page({ query: { ...query, search }, at: 0 }))).rows.map(({ record }) => record.name)

    expect(kept, time).toEqual({
      versions: seed.versions,
      journey: 1,
      sequence: 3,
      entries: [{ ...seed.history[2], sequence: 3 }],
      answer: { ...answer, at: seed.history[2]!.at },
      epoch: 'before',
    })
    expect([await listNames(''), await listNames("d'hiver")], time).toEqual([['Œuvres d’hiver', 'Wave 2', 'Wave 10'], ['Œuvres d’hiver']])
    store.close()
  }
})

test('a database of the release before batches gets room for them, and keeps its journeys', async () => {
  const seed = buildSeed([buildVersion()])
  const old = await openDB('without-batches', 6, {
    upgrade: (database) => {
      const versions = database.createObjectStore('versions', { keyPath: 'record.id' })
      versions.createIndex('journeyId', 'record.journeyId')
      versions.createIndex('dueAt', 'record.dueAt')
      versions.createIndex('nameSkeleton', 'keys.nameSkeleton')
      database.createObjectStore('history', { keyPath: 'sequence' }).createIndex('line', ['versionId', 'sequence'])
      database.createObjectStore('answers', { keyPath: ['userId', 'key'] }).createIndex('at', 'at')
      database.createObjectStore('epoch')
    },
  })
  for (const version of seed.versions) await old.add('versions', createStoredVersion(version))
  await old.add('epoch', 'before', 'epoch')
  old.close()

  const store = await openIndexedDbStore('without-batches')
  opened.push(store)

  const [kept, epoch, batches] = await store.read(async (reader) => [
    await reader.version('version'),
    await reader.epoch(),
    await reader.batches(9),
  ])
  expect([kept, epoch, batches]).toEqual([buildVersion(), 'before', []])
})

test('journeys of the release before the index are all kept, and are found', async () => {
  const seed = buildSeed([buildVersion({ id: 'a', name: 'Wave 10' }), buildVersion({ id: 'b', name: 'Wave 2', flow: forkedFlow })])
  const old = await openDB('without-index', 6, {
    upgrade: (database) => {
      const versions = database.createObjectStore('versions', { keyPath: 'record.id' })
      for (const path of ['record.journeyId', 'record.dueAt', 'keys.nameSkeleton']) versions.createIndex(path.split('.')[1]!, path)
      database.createObjectStore('history', { keyPath: 'sequence' }).createIndex('line', ['versionId', 'sequence'])
      database.createObjectStore('answers', { keyPath: ['userId', 'key'] }).createIndex('at', 'at')
      database.createObjectStore('epoch')
    },
  })
  for (const record of seed.versions) {
    const { keys } = createStoredVersion(record)
    await old.add('versions', { record, keys: { ...keys, jumpsInto: undefined } })
  }
  await old.add('epoch', 'before', 'epoch')
  old.close()

  const store = await openIndexedDbStore('without-index')
  opened.push(store)

  const [names, jumping, open] = await store.read(async (reader) => [
    (await reader.page({ query: { ...everything, sort: 'name' }, at: 0 })).rows.map(({ record }) => record.name),
    (await reader.incomingJumps('shop')).map(({ id }) => id),
    (await reader.openVersions()).map(({ id }) => id),
  ])
  expect([names, jumping, open.toSorted()]).toEqual([['Wave 2', 'Wave 10'], ['b'], ['a', 'b']])
})

test('a list reads the records of its rows, whatever the number of versions, what another tab changes is read alone, and texts for a search', async () => {
  const count = 2_000
  const versions = Array.from({ length: count }, (_, nth) => buildVersion({ id: `v${nth}`, number: nth + 1 }))
  const other = await openStoreWith(buildSeed(versions))
  const store = await openTabStore()
  const request: PageRequest = { query: { ...everything, sort: '-version' }, at: 0 }
  await store.read((reader) => reader.page(request))
  const reads: string[] = []
  for (const [prototype, name] of [
    [IDBObjectStore.prototype, 'get'],
    [IDBObjectStore.prototype, 'getAll'],
    [IDBIndex.prototype, 'get'],
    [IDBIndex.prototype, 'getAll'],
  ] as const) {
    const original: unknown = Reflect.get(prototype, name)
    vi.spyOn(prototype, name).mockImplementation(function (this: { readonly name: string }, ...query: readonly unknown[]) {
      reads.push(`${this.name} ${name}`)
      return Reflect.apply(original as () => IDBRequest, this, query) as IDBRequest<unknown>
    })
  }

  const first = await store.read(
    async (reader) => [await reader.page(request), await reader.facets(request), await reader.openVersions()] as const,
  )
  const readsOfList = reads.splice(0)
  await other.write((transaction) => transaction.update({ ...versions[0]!, number: count + 1, revision: 2 }, 1))
  reads.length = 0
  const second = await store.read((reader) => reader.page(request))
  const readsOfChange = reads.splice(0)
  await store.read((reader) => reader.facets({ ...request, query: { ...request.query, search: 'welcome' } }))

  expect([first[0].rows.length, first[1].totalCount, first[2].length]).toEqual([9, count, count])
  expect(readsOfList.filter((read) => !read.startsWith('epoch'))).toEqual(Array<string>(9).fill('versions get'))
  expect(second.rows[0]?.record).toMatchObject({ id: 'v0', number: count + 1 })
  expect(readsOfChange.filter((read) => !read.startsWith('epoch'))).toEqual(['changedAt getAll', ...Array<string>(9).fill('versions get')])
  expect(reads.filter((read) => !read.startsWith('epoch'))).toEqual(['index getAll', 'indexTexts getAll'])
})

test('versions in one chunk of the index that are written at the same time are all found, also by another tab', async () => {
  const ids = Array.from({ length: 2_000 }, (_, nth) => `v${nth}`).filter((id) => computeChunkNumber(id) === computeChunkNumber('v0'))
  const store = await openStoreWith(buildSeed(ids.map((id) => buildVersion({ id }))))
  const request: PageRequest = { query: { ...everything, status: ['paused'], limit: 200 }, at: 0 }

  await store.write((transaction) =>
    Promise.all(ids.map((id) => transaction.update(buildVersion({ id, status: 'paused', revision: 2 }), buildVersion().revision))),
  )

  expect(ids.length).toBeGreaterThan(3)
  for (const tab of [store, await openTabStore()]) expect((await tab.read((reader) => reader.page(request))).rows).toHaveLength(ids.length)
})

test('a large seed is written with progress up to the whole', async () => {
  const store = await openTabStore()
  const shares: number[] = []

  await store.replaceAll(buildSeed(Array.from({ length: 2_500 }, (_, nth) => buildVersion({ id: `v${nth}` }))), (share) =>
    shares.push(share),
  )

  expect(shares.length).toBeGreaterThan(4)
  expect(shares).toEqual(shares.toSorted((one, next) => one - next))
  expect(shares.at(-1)).toBe(1)
  expect((await store.read((reader) => reader.facets({ query: everything, at: 0 }))).totalCount).toBe(2_500)
})

test('a tab is notified that its database was deleted, and its store opens again empty', async () => {
  let closings = 0
  const store = await openIndexedDbStore('deleted', () => closings++)
  opened.push(store)
  await store.replaceAll(buildSeed([buildVersion()]))

  await deleteDB('deleted')

  expect(closings).toBe(1)
  const again = await openIndexedDbStore('deleted')
  opened.push(again)
  expect(await again.read((reader) => reader.version('version'))).toBeUndefined()
})

test('a store that is closed ends its running transactions: they hold up no other tab', async () => {
  const [leaving, staying] = [await openStoreWith(buildSeed([buildVersion()])), await openTabStore()]
  const written = leaving.write(async (transaction) => {
    leaving.close()
    await transaction.update(buildVersion({ revision: 99 }), buildVersion().revision)
  })

  await expect(written).rejects.toThrow()
  expect((await staying.read((reader) => reader.version('version')))?.revision).toBe(buildVersion().revision)
})
