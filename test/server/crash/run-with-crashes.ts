import { createRandom } from '#mocks/faults/seeded-random.ts'
import { wait } from '#server/runtime/timers.ts'
import { fillStore } from '#server/store/fill-store.ts'
import { verifyHistory } from '#server/store/history/verify-history.ts'
import { migrateDatabase } from '#server/store/migrations/migrate-database.ts'
import { openPostgres } from '#server/store/open-database.ts'
import type { Database } from '#server/store/tables.ts'
import { startPostgresql } from '#test/contract/sql/support/postgresql-cluster.ts'
import { buildSeed, buildVersion, emptyFlow, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createCrashClient, openSession, type SharedRun } from './crash-client.ts'
import type { CrashRun } from './crash-run.ts'
import { startReplicas, type Replicas } from './replicas.ts'
import { openStreamClient } from './stream-client.ts'

/** The size of a run: how often a replica is killed, and PostgreSQL, about how long after one another. */
interface CrashPlan {
  readonly seed: number
  readonly replicaCrashes: number
  readonly replicaCrashMs: number
  readonly databaseCrashes: number
  readonly databaseCrashMs: number
  readonly clients: number
  readonly versions: number
}

const day = 86_400_000

/** Live versions. A tenth of them have no people, so that they finish when they close. */
function buildVersions(count: number) {
  const publishedAt = Date.now() - 10 * day
  return Array.from({ length: count }, (_, nth) =>
    buildVersion({
      id: `v${nth}`,
      publishedAt,
      createdAt: publishedAt,
      updatedAt: publishedAt,
      flow: nth % 10 === 0 ? emptyFlow : welcomeFlow,
    }),
  )
}

/** Kills something `count` times, about `averageMs` milliseconds after one another. */
async function crashRepeatedly(
  count: number,
  averageMs: number,
  seed: string,
  crash: (nth: number, ms: number) => Promise<void>,
): Promise<void> {
  const random = createRandom(seed)
  for (let nth = 0; nth < count; nth++) await crash(nth, averageMs / 2 + random.int(averageMs))
}

/** Reads what is in the database after a run. */
async function readDatabase(database: Database, initialCount: number): Promise<CrashRun['database']> {
  const versions = await database.selectFrom('versions').select('record').execute()
  const entries = await database
    .selectFrom('history')
    .select(['sequence', 'entry'])
    .where('sequence', '>', initialCount)
    .orderBy('sequence')
    .execute()
  const keys = await database.selectFrom('idempotency_records').select('record').execute()
  return {
    versions: versions.map(({ record: { id, revision, status, name, number } }) => ({ id, revision, status, name, number })),
    entries: entries.map(({ sequence, entry: { versionId, type, actor, trigger, note, before, after } }) => ({
      sequence,
      versionId,
      type,
      userId: actor?.id ?? null,
      trigger,
      note,
      before,
      after,
    })),
    keys: keys.map(({ record: { userId, key, status } }) => ({ userId, key, status })),
    chainProblem: (await verifyHistory(database)).problem,
  }
}

/** Lets clients work while replicas and PostgreSQL are killed. Resolves to what they observed, once all clients have their outcomes. */
async function runClients(
  replicas: Replicas,
  initial: CrashRun['initial'],
  { clients, ...plan }: CrashPlan,
  crashDatabase: () => Promise<void>,
) {
  let moment = 0
  const shared: SharedRun = {
    replicas,
    versionIds: initial.map(({ id }) => id),
    reads: [],
    commands: [],
    lostCount: 0,
    tick: () => ++moment,
  }
  const sessions = await Promise.all(
    Array.from({ length: clients }, (_, nth) => openSession(shared, createRandom('session', plan.seed, nth), `Client ${nth}`)),
  )
  const streams = sessions.slice(0, 3).map((session, nth) => openStreamClient(replicas, session, `Stream ${nth}`))
  const over = new AbortController()
  const working = sessions.map(async (session, nth) => {
    const client = createCrashClient(shared, session, createRandom('client', plan.seed, nth))
    while (!over.signal.aborted) await client.runOperation()
  })
  const crashing = Promise.all([
    crashRepeatedly(plan.replicaCrashes, plan.replicaCrashMs, `replica ${plan.seed}`, (nth, ms) =>
      replicas.crash(nth % replicas.count, ms),
    ),
    crashRepeatedly(plan.databaseCrashes, plan.databaseCrashMs, `database ${plan.seed}`, async (_, ms) => {
      await wait(ms)
      await crashDatabase()
    }),
  ])
  try {
    // A client that fails ends the run.
    await Promise.race([crashing, Promise.all(working)])
  } finally {
    over.abort()
    await Promise.allSettled([crashing, ...working])
  }
  await Promise.all(working)
  return { shared, streams }
}

/** Runs two replicas on a cluster of PostgreSQL while both are killed again and again. */
export async function runWithCrashes(
  plan: CrashPlan,
): Promise<CrashRun & { readonly lostCount: number; readonly logged: ReadonlySet<string> }> {
  // A crash of the server loses nothing that it has handed to the system: only what it has not.
  const cluster = await startPostgresql({ synchronous_commit: 'on' })
  const url = await cluster.createDatabase()
  const { database, close } = openPostgres(url, () => undefined)
  const versions = buildVersions(plan.versions)
  await migrateDatabase(database)
  await fillStore(database, buildSeed(versions))
  const replicas = await startReplicas(2, url)
  const initial = versions.map(({ id, revision, status }) => ({ id, revision, status }))
  const logged = new Set<string>()
  try {
    const { shared, streams } = await runClients(replicas, initial, plan, () => cluster.crash())
    const found = await readDatabase(database, initial.length)
    const last = found.entries.at(-1)?.sequence ?? 0
    const observed = await Promise.all(streams.map((stream) => stream.finish(last)))
    const { reads, commands, lostCount } = shared
    return { initial, reads, commands, streams: observed, database: found, lostCount, logged }
  } finally {
    for (const event of await replicas.stop()) logged.add(event)
    await close()
    await cluster.stop()
  }
}
