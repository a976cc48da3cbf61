import { openDB } from 'idb'
import { afterEach, expect, test } from 'vitest'
import { openIndexedDbStore, type IndexedDbStore } from '#backend/store/indexed-db-store.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import { aVersion, seedOf } from '#test/contract/support/fixtures.ts'
import { keeping } from './store-suite.ts'

const opened: IndexedDbStore[] = []

/** The store as one tab of the browser has it. */
async function tab(): Promise<IndexedDbStore> {
  const store = await openIndexedDbStore('keeping')
  opened.push(store)
  return store
}

const beginningWith = async (seed: Seed): Promise<IndexedDbStore> => {
  const store = await tab()
  await store.replaceAll(seed)
  return store
}

afterEach(() => {
  for (const store of opened.splice(0)) store.close()
})

keeping('the IndexedDB store', beginningWith)

test('a journey survives a reload of the page', async () => {
  await beginningWith(seedOf([aVersion()]))
  for (const store of opened.splice(0)) store.close()

  const found = await (await tab()).read((reader) => reader.version('version'))

  expect(found).toEqual(aVersion())
})

test('two tabs see the same journeys, and their transactions follow one another', async () => {
  const [one, other] = [await beginningWith(seedOf([aVersion()])), await tab()]
  const raise = (store: Store) =>
    store.write(async (transaction) => {
      const found = await transaction.version('version')
      await transaction.put(aVersion({ revision: (found?.revision ?? 0) + 1 }))
    })

  await Promise.all([raise(one), raise(other), raise(one), raise(other)])

  expect((await one.read((reader) => reader.version('version')))?.revision).toBe(5)
})

test('nothing is left of what was replaced, and the history counts from 1 again', async () => {
  const store = await beginningWith(seedOf([aVersion({ id: 'a' }), aVersion({ id: 'b' })]))

  await store.replaceAll(seedOf([aVersion({ id: 'c' })]))

  const left = await store.read(async (reader) => [
    await reader.version('a'),
    (await reader.history('c', 9)).map(({ sequence }) => sequence),
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
  await old.add('versions', aVersion())
  old.close()

  const store = await openIndexedDbStore('older')
  opened.push(store)

  const [version, epoch] = await store.read(async (reader) => [await reader.version('version'), await reader.epoch()])
  expect(version).toBeUndefined()
  expect(epoch).not.toBe('')
})
