import { describe, expect, test } from 'vitest'
import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import type { IdempotencyRecord } from '#backend/store/records.ts'
import type { Seed, Store } from '#backend/store/store.ts'
import { buildVersion, now, buildSeed } from '#test/contract/support/fixtures.ts'

const idempotencyRecord: IdempotencyRecord = { userId: 'anna', key: 'key', fingerprint: 'close', status: 200, headers: {}, body: '{}' }
const version = buildVersion()
const [entry] = buildSeed([version]).history

/** What every store has to do that requests to the backend cannot show. `open` gives a store that begins with a seed. */
export function testStore(name: string, open: (seed: Seed) => Promise<Store>): void {
  const readEverything = (store: Store) =>
    store.read(async (reader) => ({
      version: await reader.version('version'),
      history: await reader.history('version', 100),
      answer: await reader.findIdempotencyRecord('anna', 'key'),
      due: await reader.due(Infinity),
    }))

  describe(name, () => {
    test('takes everything back if something goes wrong, and says what', async () => {
      const store = await open(buildSeed([version]))
      const before = await readEverything(store)

      const write = store.write(async (transaction) => {
        await transaction.put({ ...version, name: 'Another', dueAt: now })
        await transaction.put(buildVersion({ id: 'new' }))
        await transaction.append(entry!)
        await transaction.saveIdempotencyRecord(idempotencyRecord)
        throw new Error('out of luck')
      })

      await expect(write).rejects.toThrow('out of luck')
      expect(await readEverything(store)).toEqual(before)
      expect(await store.read((reader) => reader.version('new'))).toBeUndefined()
    })

    test('goes on after something went wrong, and its history has no gaps', async () => {
      const store = await open(buildSeed([version]))
      await store
        .write(async (transaction) => Promise.reject(new Error(`no ${(await transaction.append(entry!)).sequence}`)))
        .catch(() => undefined)

      const { sequence } = await store.write((transaction) => transaction.append(entry!))

      expect(sequence).toBe(2)
    })

    test('sees within a transaction what it wrote', async () => {
      const store = await open(buildSeed([version]))

      const seen = await store.write(async (transaction) => {
        await transaction.put({ ...version, dueAt: now })
        const { sequence } = await transaction.append(entry!)
        await transaction.saveIdempotencyRecord(idempotencyRecord)
        return [
          (await transaction.due(now)).length,
          sequence,
          (await transaction.history('version', 1))[0]?.sequence,
          await transaction.findIdempotencyRecord('anna', 'key'),
        ]
      })

      expect(seen).toEqual([1, 2, 2, idempotencyRecord])
    })

    test('lets nobody see half of a transaction', async () => {
      const store = await open(buildSeed([version]))
      const incrementRevision = () =>
        store.write(async (transaction) => {
          const found = await transaction.version('version')
          await transaction.append(entry!)
          await transaction.put({ ...version, revision: (found?.revision ?? 0) + 1 })
        })
      const readState = () =>
        store.read(async (reader) => [(await reader.version('version'))?.revision, (await reader.history('version', 100)).length])

      const [, one, , other] = await Promise.all([incrementRevision(), readState(), incrementRevision(), readState(), incrementRevision()])

      expect(one?.[0]).toBe(one?.[1])
      expect(other?.[0]).toBe(other?.[1])
      expect(await readState()).toEqual([4, 4])
    })

    test('keeps what is deleted for those who know it, and for the count of versions', async () => {
      const gone = buildVersion({ id: 'gone', journeyId: 'shop', number: 7, deletedAt: now })
      const store = await open(buildSeed([gone, buildVersion({ id: 'here', journeyId: 'shop' })]))

      const seen = await store.read(async (reader) => ({
        version: (await reader.version('gone'))?.deletedAt,
        versions: (await reader.versionsOf('shop')).map(({ id }) => id),
        ever: (await reader.allVersionsOf('shop')).map(({ id }) => id),
        none: await reader.allVersionsOf('nowhere'),
      }))

      expect(seen).toEqual({ version: now, versions: ['here'], ever: ['gone', 'here'], none: [] })
    })

    test('tells what was written since, in order, and no more than is asked for', async () => {
      const store = await open(buildSeed([version, buildVersion({ id: 'other' })]))
      await store.write(async (transaction) => {
        await transaction.append(entry!)
        await transaction.append({ ...entry!, versionId: 'other' })
      })

      const [newest, all, some, none] = await store.read(async (reader) => [
        await reader.latestSequence(),
        await reader.entriesAfter(0, 9),
        await reader.entriesAfter(2, 1),
        await reader.entriesAfter(4, 9),
      ])

      expect(newest).toBe(4)
      expect(all.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4])
      expect(some).toEqual([{ ...entry, sequence: 3 }])
      expect(none).toEqual([])
    })

    test('has a name for its history that stays, and another one when it begins again', async () => {
      const epochOf = (store: Store) => store.read((reader) => reader.epoch())
      const store = await open(buildSeed([version]))
      const before = await epochOf(store)
      await store.write((transaction) => transaction.append(entry!))

      const after = await epochOf(store)
      const again = await epochOf(await open(buildSeed([version])))

      expect(before).toMatch(/^[^.]+$/)
      expect(after).toBe(before)
      expect(again).not.toBe(before)
    })

    test('finds latest versions by the skeleton of their name, also after a name was changed', async () => {
      const named = (id: string, name: string, facts = {}) => buildVersion({ id, name, ...facts })
      const store = await open(
        buildSeed([
          named('same', 'SALÉ'),
          named('older', 'Sale', { latest: false }),
          named('gone', 'Sale', { deletedAt: now }),
          named('renamed', 'Other'),
          named('leaving', 'Sale'),
        ]),
      )

      const found = await store.write(async (transaction) => {
        await transaction.put(named('renamed', 'sale'))
        await transaction.put(named('leaving', 'Other'))
        return transaction.latestByNameSkeleton(createNameSkeleton('Sale'))
      })

      expect(found.map(({ id }) => id).toSorted()).toEqual(['renamed', 'same'])
    })

    test('finds what is due at a moment, not what is due later or never', async () => {
      const due = (id: string, dueAt: number | null) => ({ ...buildVersion({ id }), dueAt })
      const store = await open(buildSeed([due('before', now - 1), due('now', now), due('later', now + 1), due('never', null)]))

      const found = await store.read((reader) => reader.due(now))

      expect(found.map(({ id }) => id).toSorted()).toEqual(['before', 'now'])
    })
  })
}
