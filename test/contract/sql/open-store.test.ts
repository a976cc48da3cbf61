import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { migrateDatabase } from '#server/store/migrations/migrate-database.ts'
import { openPglite, openPostgres } from '#server/store/open-database.ts'
import { openStore, type OpenStore, type StoreLocation } from '#server/store/open-store.ts'
import { buildSeed, buildVersion, forkedFlow, now } from '#test/contract/support/fixtures.ts'
import { startPostgresql, type PostgresqlCluster } from './support/postgresql-cluster.ts'
import { everyVersion } from '#test/support/every-version.ts'
import { waitUntil } from '#test/support/wait-until.ts'

let cluster: PostgresqlCluster
const folders: string[] = []
const opened: OpenStore[] = []

beforeAll(async () => {
  cluster = await startPostgresql()
})
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close()
})
afterAll(async () => {
  await cluster.stop()
  for (const folder of folders) await rm(folder, { recursive: true })
})

const open = async (location: StoreLocation): Promise<OpenStore> => {
  const store = await openStore(location)
  opened.push(store)
  return store
}

const locations: Readonly<Record<string, () => Promise<StoreLocation>>> = {
  'PGlite in a folder': async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pglite-'))
    folders.push(folder)
    return { dataFolder: join(folder, 'data') }
  },
  PostgreSQL: async () => ({ databaseUrl: await cluster.createDatabase() }),
  'PostgreSQL with a direct address': async () => {
    const url = await cluster.createDatabase()
    return { databaseUrl: url, directUrl: url }
  },
}

const [entry] = buildSeed([buildVersion()]).history

test.each(Object.keys(locations))('a store on %s keeps everything when it is opened again', async (name) => {
  const location = await locations[name]!()
  const first = await open(location)
  await first.migrate()
  await first.fill(buildSeed([buildVersion({ flow: forkedFlow })]))
  await first.store.write(async (transaction) => void (await transaction.append(entry!)))
  const epoch = await first.store.read((reader) => reader.epoch())
  for (const store of opened.splice(0)) await store.close()

  const again = await open(location)
  await again.migrate()
  await again.ping()

  const kept = await again.store.read(async (reader) => [
    await reader.version('version'),
    (await reader.history('version', { limit: 9 })).map(({ sequence }) => sequence),
    await reader.epoch(),
  ])
  expect(kept).toEqual([buildVersion({ flow: forkedFlow }), [2, 1], epoch])
})

test('tables that cannot be brought to this release say why in the sentence', async () => {
  const { database, close } = await openPglite()
  await database.schema.createTable('versions').execute()

  await expect(migrateDatabase(database)).rejects.toThrow(
    'The tables could not be brought to this release: relation "versions" already exists.',
  )

  await close()
})

test('a store that is not empty is not filled again', async () => {
  const { migrate, fill, store } = await open({ databaseUrl: await cluster.createDatabase() })
  await migrate()
  await fill(buildSeed([buildVersion()]))

  await expect(fill(buildSeed([buildVersion({ id: 'other' })]))).rejects.toThrow('not empty')

  expect(await store.read((reader) => reader.version('other'))).toBeUndefined()
})

test('a large seed is written in slices, counted, and its history can be verified', async () => {
  const { migrate, fill, store, verifyHistory } = await open({ databaseUrl: await cluster.createDatabase() })
  await migrate()
  await fill(buildSeed(Array.from({ length: 2_500 }, (_, nth) => buildVersion({ id: `v${nth}` }))))

  const facets = await store.read((reader) => reader.facets({ query: { ...everyVersion, versions: 'all' }, at: now }))
  expect(facets).toMatchObject({ matchingCount: 2_500, totalCount: 2_500, countsByStatus: { live: 2_500 } })
  expect(await verifyHistory()).toMatchObject({ entries: 2_500, problem: null })
})

test('versions with the keys of an earlier release get those of this one when the store is migrated', async () => {
  const databaseUrl = await cluster.createDatabase()
  const { migrate, fill, store } = await open({ databaseUrl })
  await migrate()
  await fill(buildSeed(Array.from({ length: 450 }, (_, nth) => buildVersion({ id: `v${nth}`, name: 'Œuvre' }))))
  const findCount = async () =>
    (await store.read((reader) => reader.facets({ query: { ...everyVersion, search: 'oeuvre', versions: 'all' }, at: now }))).matchingCount
  const { database, close } = openPostgres(databaseUrl, () => undefined)
  await database.updateTable('versions').set({ search_text: '', keys_version: 0 }).execute()
  await close()
  expect(await findCount()).toBe(0)

  await migrate()

  expect(await findCount()).toBe(450)
})

test('of several programs that start at the same time each finds the tables ready', async () => {
  const databaseUrl = await cluster.createDatabase()
  const programs = await Promise.all([1, 2, 3].map(() => open({ databaseUrl })))

  await Promise.all(programs.map(({ migrate }) => migrate()))

  const epochs = await Promise.all(programs.map(({ store }) => store.read((reader) => reader.epoch())))
  expect(new Set(epochs).size).toBe(1)
})

test('listeners learn of changes of their own program, and of another one on the same database', async () => {
  const databaseUrl = await cluster.createDatabase()
  const [one, other] = [await open({ databaseUrl }), await open({ databaseUrl })]
  await one.migrate()
  let calls = 0
  const waitForCall = () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const leave = one.onChange(() => {
      calls++
      resolve()
    })
    return promise.then(leave)
  }
  const append = ({ store }: OpenStore) => store.write(async (transaction) => void (await transaction.append(entry!)))

  const ofOwn = waitForCall()
  await append(one)
  await ofOwn
  const ofOther = waitForCall()
  await append(other)
  await ofOther

  expect(calls).toBeGreaterThanOrEqual(2)
})

test('a program that ends right after it has written sends its hint before, and reports nothing', async () => {
  const databaseUrl = await cluster.createDatabase()
  const reported: Error[] = []
  const { migrate, store, close } = await openStore({ databaseUrl, report: (error) => reported.push(error) })
  await migrate()
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('listen store_changes')
  let hints = 0
  client.on('notification', () => hints++)

  await store.write(async (transaction) => void (await transaction.append(entry!)))
  await close()

  await client.query('select')
  await client.end()
  expect([hints, reported]).toEqual([1, []])
})

test('a program sends a hint after it has written, and calls its listeners for the hint of another one', async () => {
  const databaseUrl = await cluster.createDatabase()
  const { migrate, store, onChange } = await open({ databaseUrl })
  await migrate()
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('listen store_changes')
  const hints: string[] = []
  client.on('notification', ({ payload }) => hints.push(payload ?? ''))
  let calls = 0
  onChange(() => calls++)
  // The first call says that the program listens from now on.
  await waitUntil(() => expect(calls).toBe(1))

  await client.query(`notify store_changes, 'other program'`)
  await waitUntil(() => expect(calls).toBe(2))
  await store.write((transaction) => transaction.append(entry!))
  await waitUntil(() => expect(hints).toHaveLength(2))

  expect(calls).toBeGreaterThanOrEqual(3)
  await client.end()
})

test('a lost connection fails what runs on it, and the next transaction gets another', async () => {
  const databaseUrl = await cluster.createDatabase()
  const { migrate, store } = await open({ databaseUrl })
  await migrate()
  const written = store.write(async (transaction) => {
    await transaction.append(entry!)
    await cluster.endConnections(databaseUrl)
    await transaction.append(entry!)
  })

  await expect(written).rejects.toThrow()
  expect((await store.write((transaction) => transaction.append(entry!))).sequence).toBe(1)
})

test('a database that does not answer is reported', async () => {
  const { ping, store } = await open({ databaseUrl: 'postgresql://postgres@127.0.0.1:1/none' })

  await expect(ping()).rejects.toThrow()
  await expect(store.read((reader) => reader.version('version'))).rejects.toThrow()
})
