import { sql } from 'kysely'
import { actionSegments } from '#api/contract/requests.ts'
import { openDatabases } from '#server/open-databases.ts'
import { listen } from '#server/http/listen.ts'
import { openPostgres } from '#server/store/open-database.ts'
import type { Database } from '#server/store/tables.ts'
import { formatFigure, formatRatio } from '#test/bench/report/format-report.ts'
import { computeMedian, computeRatio } from '#test/bench/report/statistics.ts'
import { startDatabaseRelay } from '#test/contract/sql/support/database-relay.ts'
import { startPostgresql } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { startBareEndpoint } from './bare-endpoint.ts'

/** How many clients send at the same time, how long each turn lasts, and how many turns each endpoint has with each action. */
const clients = 16
const turnMs = 2_500
const turns = 3

/** Endings that are sent one by one, to measure the log of the database. */
const measuredEndings = 40

/** More versions than can be ended meanwhile. */
const versionCount = 15_000

type Action = 'close' | 'stop'
const actions = ['stop', 'close'] as const

/** Ends one version. Throws if that fails. */
type End = (id: string, action: Action) => Promise<void>

const report = (error: Error) => void process.stderr.write(`${error.message}\n`)
const print = (line: string) => void process.stdout.write(`${line}\n`)

// As a team has it: what is answered is on the disk.
const cluster = await startPostgresql({ fsync: 'on', synchronous_commit: 'on' })
const url = await cluster.createDatabase()
const relay = await startDatabaseRelay(url)
const location = { DATABASE_DIRECT_URL: undefined, DATA_FOLDER: '', ENGINE: 'simulated' } as const
const databases = await openDatabases({ ...location, DATABASE_URL: url }, report)
const counted = await openDatabases({ ...location, DATABASE_URL: relay.url }, report)
const bareDatabase = openPostgres(url, report)
await databases.database.migrate()
const seed = buildSeed(Array.from({ length: versionCount }, (_, index) => buildVersion({ id: `version-${index}` })))
await databases.database.fill(seed)
const rest = seed.versions.map(({ id }) => id)
const takeId = (): string => {
  const id = rest.pop()
  if (id === undefined) throw new Error('All versions are ended.')
  return id
}

/** A server with a session store on the same cluster, as a function that ends a version, and how to end the server. */
async function startOwn(opened: typeof databases) {
  const testServer = createTestServer({}, { ...opened, realTime: Date.now })
  const cookie = await testServer.signIn(marketer)
  const listener = await listen(testServer.server.handle, { host: '127.0.0.1', port: 0 })
  let latest = ''
  const end: End = async (id, action) => {
    const response = await fetch(`http://localhost:${listener.port}/api/versions/${id}/${actionSegments[action]}`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', 'if-match': '"r1"', 'idempotency-key': id },
      body: JSON.stringify({ reason: 'legal' }),
    })
    latest = await response.text()
    if (response.status !== 200) throw new Error(latest)
  }
  return { end, readLatest: () => latest, close: () => listener.close(1_000) }
}

const own = await startOwn(databases)
await own.end(takeId(), 'stop')
const bare = await startBareEndpoint(
  bareDatabase.database,
  new Map(seed.versions.map((version) => [version.id, version])),
  own.readLatest(),
)
const endBare: End = async (id, action) => {
  const response = await fetch(bare.address, { method: 'POST', body: JSON.stringify({ id, action, key: id }) })
  const text = await response.text()
  if (response.status !== 200) throw new Error(text)
}

/** Endings a second, of all clients together. */
async function measureRate(end: End, action: Action): Promise<number> {
  const start = performance.now()
  let count = 0
  const send = async () => {
    while (performance.now() - start < turnMs) {
      await end(takeId(), action)
      count++
    }
  }
  await Promise.all(Array.from({ length: clients }, send))
  return (count / (performance.now() - start)) * 1000
}

/** Bytes that the database writes to its log for an ending, in the middle of many that follow one another. */
async function measureLog(database: Database, end: End, action: Action): Promise<number> {
  const readEnd = async () =>
    (await sql<{ bytes: string }>`select pg_current_wal_insert_lsn() - '0/0' as bytes`.execute(database)).rows[0]?.bytes ?? '0'
  const values: number[] = []
  for (let count = 0; count < measuredEndings; count++) {
    const before = await readEnd()
    await end(takeId(), action)
    values.push(Number(await readEnd()) - Number(before))
  }
  return computeMedian(values)
}

/** Round trips of one ending, once its connections are open. */
async function countTrips(action: Action): Promise<number> {
  const { end, close } = await startOwn(counted)
  await end(takeId(), action)
  const before = relay.countTrips()
  await end(takeId(), action)
  const trips = relay.countTrips() - before
  await close()
  return trips
}

for (const action of actions) {
  const rates: Record<'bare' | 'own', number[]> = { bare: [], own: [] }
  await measureRate(endBare, action)
  await measureRate(own.end, action)
  for (let turn = 0; turn < turns; turn++) {
    rates.bare.push(await measureRate(endBare, action))
    rates.own.push(await measureRate(own.end, action))
  }
  const [ownRate, bareRate] = [computeMedian(rates.own), computeMedian(rates.bare)]
  const log = {
    bare: await measureLog(bareDatabase.database, endBare, action),
    own: await measureLog(bareDatabase.database, own.end, action),
  }
  print(
    `${action}, ${clients} clients: ${formatFigure(ownRate)} a second, bare endpoint ${formatFigure(bareRate)}: ${formatRatio(computeRatio(ownRate, bareRate))}, at least ×0.60`,
  )
  print(
    `${action}, log of the database: ${formatFigure(log.own)} bytes, one statement ${formatFigure(log.bare)}: ${formatRatio(computeRatio(log.own, log.bare))}, at most ×1.50`,
  )
  print(`${action}, round trips: ${await countTrips(action)}, at most 3`)
}

await own.close()
await bare.close()
for (const { close } of [databases.database, counted.database, bareDatabase]) await close()
await relay.close()
await cluster.stop()
