import { describe, expect, test } from 'vitest'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { runScheduler } from '#backend/history/scheduler.ts'
import { createNameSkeleton } from '#backend/store/keys/name-skeleton.ts'
import type { IdempotencyRecord } from '#backend/store/records.ts'
import { ConflictError, type HistoryRequest, type PageRequest, type Seed, type Store } from '#backend/store/store.ts'
import { buildVersion, now, buildSeed } from '#test/contract/support/fixtures.ts'
import { everyVersion } from '#test/support/every-version.ts'

const idempotencyRecord: IdempotencyRecord = {
  userId: 'anna',
  key: 'key',
  at: now,
  fingerprint: 'close',
  status: 200,
  headers: {},
  body: '{}',
}
const version = buildVersion()
const everything: PageRequest['query'] = { ...everyVersion, versions: 'all', sort: '-updated', limit: 9 }
const [entry] = buildSeed([version]).history

/** What every store has to do that requests to the backend cannot show. `open` gives a store that begins with a seed. */
export function testStore(name: string, open: (seed: Seed) => Promise<Store>): void {
  const readEverything = (store: Store) =>
    store.read(async (reader) => ({
      version: await reader.version('version'),
      history: await reader.history('version', { limit: 100 }),
      answer: await reader.findIdempotencyRecord('anna', 'key'),
      due: await reader.due(Infinity, 100),
    }))

  describe(name, () => {
    test('takes everything back if something goes wrong, and says what', async () => {
      const store = await open(buildSeed([version]))
      const before = await readEverything(store)

      const write = store.write(async (transaction) => {
        await transaction.update({ ...version, name: 'Another', dueAt: now }, version.revision)
        await transaction.insert(buildVersion({ id: 'new' }))
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
        await transaction.update({ ...version, dueAt: now }, version.revision)
        const { sequence } = await transaction.append(entry!)
        await transaction.saveIdempotencyRecord(idempotencyRecord)
        return [
          (await transaction.due(now, 9)).length,
          sequence,
          (await transaction.history('version', { limit: 1 }))[0]?.sequence,
          await transaction.findIdempotencyRecord('anna', 'key'),
        ]
      })

      expect(seen).toEqual([1, 2, 2, idempotencyRecord])
    })

    test('shows no user half of a transaction', async () => {
      const store = await open(buildSeed([version]))
      const incrementRevision = () =>
        store.write(async (transaction) => {
          const { revision } = (await transaction.version('version')) ?? version
          await transaction.append(entry!)
          await transaction.update({ ...version, revision: revision + 1 }, revision)
        })
      const readState = () =>
        store.read(async (reader) => [
          (await reader.version('version'))?.revision,
          (await reader.history('version', { limit: 100 })).length,
        ])

      const [, one, , other] = await Promise.all([incrementRevision(), readState(), incrementRevision(), readState(), incrementRevision()])

      expect(one?.[0]).toBe(one?.[1])
      expect(other?.[0]).toBe(other?.[1])
      expect(await readState()).toEqual([4, 4])
    })

    test('keeps what is deleted for reads by id, and for the count of versions', async () => {
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

    test('lists what was written since, in order, and no more than is asked for', async () => {
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
        await transaction.update(named('renamed', 'sale'), version.revision)
        await transaction.update(named('leaving', 'Other'), version.revision)
        return transaction.latestByNameSkeleton(createNameSkeleton('Sale'))
      })

      expect(found.map(({ id }) => id).toSorted()).toEqual(['renamed', 'same'])
    })

    test('finds what is due at a moment, not what is due later or never', async () => {
      const due = (id: string, dueAt: number | null) => ({ ...buildVersion({ id }), dueAt })
      const store = await open(buildSeed([due('now', now), due('before', now - 1), due('later', now + 1), due('never', null)]))

      const [all, first] = await store.read(async (reader) => [await reader.due(now, 9), await reader.due(now, 1)])

      expect([all, first].map((found) => found.map(({ id }) => id))).toEqual([['before', 'now'], ['before']])
    })

    test('reads versions by their identifiers, in the order of the identifiers', async () => {
      const store = await open(buildSeed(['a', 'b', 'c'].map((id) => buildVersion({ id }))))

      const found = await store.read((reader) => reader.versions(['c', 'unknown', 'a']))

      expect(found.map(({ id }) => id)).toEqual(['c', 'a'])
    })

    test('limits a history by its types, its length and an earlier page', async () => {
      const store = await open(buildSeed([version]))
      await store.write(async (transaction) => {
        for (const type of ['pause', 'resume', 'close'] as const) await transaction.append({ ...entry!, type })
      })

      const readTypes = (request: HistoryRequest) =>
        store.read(async (reader) => (await reader.history('version', request)).map(({ type }) => type))

      expect(await readTypes({ limit: 2 })).toEqual(['close', 'resume'])
      expect(await readTypes({ limit: 9, before: 3 })).toEqual(['pause', 'create'])
      expect(await readTypes({ limit: 1, types: ['create', 'pause'] })).toEqual(['pause'])
    })

    test('says which versions may hold people, and which ended since a moment', async () => {
      const ended = { at: now, action: 'close', actor: null, trigger: null, reason: null, note: '', peopleInside: 0 } as const
      const store = await open(
        buildSeed([
          buildVersion({ id: 'live' }),
          buildVersion({ id: 'closed', status: 'closed', closedAt: now, ended }),
          buildVersion({ id: 'finished', status: 'finished', ended: { ...ended, at: now - 1 } }),
          buildVersion({ id: 'gone', status: 'closed', deletedAt: now, ended }),
        ]),
      )

      const [mayHoldPeople, endedSince] = await store.read(async (reader) => [await reader.openVersions(), await reader.endedSince(now)])

      expect([mayHoldPeople, endedSince].map((found) => found.map(({ id }) => id).toSorted())).toEqual([['closed', 'live'], ['closed']])
    })

    test('pages by the last row of the page before, and says whether there is more', async () => {
      const store = await open(buildSeed([3, 1, 2].map((number) => buildVersion({ id: `v${number}`, number }))))
      const request: PageRequest = { query: { ...everything, sort: 'version', limit: 2 }, at: now }

      const first = await store.read((reader) => reader.page(request))
      const { sortValue, record } = first.rows.at(-1)!
      const second = await store.read((reader) => reader.page({ ...request, after: { sortValue, id: record.id } }))

      const shown = [first, second].map(({ rows, hasMore }) => [rows.map((row) => row.record.id), hasMore])
      expect(shown).toEqual([
        [['v1', 'v2'], true],
        [['v3'], false],
      ])
    })

    test('pages and counts with replaced versions as if they were written', async () => {
      const store = await open(buildSeed([version, buildVersion({ id: 'other' })]))
      const replacements = new Map([['version', { ...version, status: 'finished' as const }]])
      const request: PageRequest = { query: { ...everything, status: ['finished'] }, at: now, replacements }

      const [page, facets] = await store.read(async (reader) => [await reader.page(request), await reader.facets(request)])

      expect(page.rows.map(({ record }) => record)).toEqual([{ ...version, status: 'finished' }])
      expect(facets).toMatchObject({ matchingCount: 1, totalCount: 2, countsByStatus: { finished: 1, live: 1 } })
    })

    test('prevents a lost update: of two writes on one revision one fails', async () => {
      const store = await open(buildSeed([version]))
      const { revision } = version
      const rename = (name: string) =>
        store.write((transaction) => transaction.update({ ...version, name, revision: revision + 1 }, revision))

      const results = await Promise.allSettled([rename('One'), rename('Other')])

      const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []))
      expect(failures).toEqual([expect.any(ConflictError)])
      const stored = await store.read((reader) => reader.version('version'))
      expect(stored).toMatchObject({ name: results[0]?.status === 'fulfilled' ? 'One' : 'Other', revision: revision + 1 })
    })

    test('adds neither a version nor an idempotency record twice', async () => {
      const store = await open(buildSeed([version]))
      const save = () => store.write((transaction) => transaction.saveIdempotencyRecord(idempotencyRecord))
      await save()

      await expect(store.write((transaction) => transaction.insert({ ...version, name: 'Another' }))).rejects.toThrow()
      await expect(save()).rejects.toThrow()

      expect(await readEverything(store)).toMatchObject({ version, answer: idempotencyRecord })
    })

    test('deletes old idempotency records, the oldest first and no more than asked for', async () => {
      const store = await open(buildSeed([version]))
      const listKeys = async () => {
        const found = await store.read(async (reader) =>
          Promise.all(['a', 'b', 'c'].map((key) => reader.findIdempotencyRecord('anna', key))),
        )
        return found.flatMap((record) => record?.key ?? [])
      }
      const forget = (before: number, limit: number) => store.write((transaction) => transaction.forgetIdempotencyRecords(before, limit))
      expect(await store.read((reader) => reader.oldestIdempotencyTime())).toBeNull()
      for (const [index, key] of ['a', 'b', 'c'].entries())
        await store.write((transaction) => transaction.saveIdempotencyRecord({ ...idempotencyRecord, key, at: now + index }))

      await store
        .write(async (transaction) => {
          await transaction.forgetIdempotencyRecords(now + 9, 9)
          throw new Error('taken back')
        })
        .catch(() => undefined)
      const [kept, oldest] = [await listKeys(), await store.read((reader) => reader.oldestIdempotencyTime())]
      await forget(now + 2, 1)
      const afterOne = await listKeys()
      await forget(now + 2, 9)

      expect([kept, oldest, afterOne, await listKeys()]).toEqual([['a', 'b', 'c'], now, ['b', 'c'], ['c']])
      expect(await store.read((reader) => reader.oldestIdempotencyTime())).toBe(now + 2)
    })

    test('shows no phantom: what a transaction finds by a condition stays so until its end', async () => {
      const store = await open(buildSeed([version]))
      const addVersion = (id: string) =>
        store.write(async (transaction) => {
          const before = await transaction.versionsOf('shop')
          await transaction.append(entry!)
          const after = await transaction.versionsOf('shop')
          await transaction.insert(buildVersion({ id, journeyId: 'shop', number: after.length + 1 }))
          return after.length - before.length
        })

      const grown = await Promise.all(['a', 'b', 'c', 'd'].map(addVersion))

      expect(grown).toEqual([0, 0, 0, 0])
      const numbers = await store.read(async (reader) => (await reader.versionsOf('shop')).map(({ number }) => number))
      expect(numbers).toEqual([4, 3, 2, 1])
    })

    test('two schedulers write each due transition once', async () => {
      const ending = (id: string, endsAt: number) => ({ ...buildVersion({ id, endsAt }), dueAt: endsAt })
      const store = await open(buildSeed(Array.from({ length: 250 }, (_, index) => ending(`v${index}`, now - index))))
      const environment = { store, engine: createSimulatedEngine(), clock: () => now }

      const counts = await Promise.all([runScheduler(environment), runScheduler(environment)])

      expect(counts[0] + counts[1]).toBe(250)
      const entries = (await store.read((reader) => reader.entriesAfter(250, 1000))).filter(({ type }) => type === 'close')
      expect(new Set(entries.map(({ versionId }) => versionId)).size).toBe(entries.length)
      expect(entries).toHaveLength(250)
      expect(await runScheduler(environment)).toBe(0)
    })
  })
}
