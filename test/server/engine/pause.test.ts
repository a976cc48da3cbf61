import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { walk } from '#server/engine/walk.ts'
import { runAsCurrent } from '#server/store/current-transaction.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { startDatabaseRelay, type DatabaseRelay } from '#test/contract/sql/support/database-relay.ts'
import { preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestServer, type TestServer } from '#test/server/support/test-server.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { day, hour } from '#test/unit/domain/population/example-life.ts'
import { findVersionKey } from './walker-support.ts'

const { database, url } = preparePostgresql()
const people = scaleCases(1_000_000, 20_000)

let relay: DatabaseRelay
let opened: OpenStore
let host: TestServer
let cookie: string
beforeAll(async () => {
  relay = await startDatabaseRelay(url()!)
  opened = await openStore({ databaseUrl: relay.url, isolation: 'read committed' })
})
afterAll(async () => {
  await opened.close()
  await relay.close()
})
beforeEach(async () => {
  await clearDatabase(database())
  await opened.fill(buildSeed([buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })]))
  host = createTestServer({ ENGINE: 'walker' }, { database: opened })
  host.time.journeys = now
  const { store, engine } = host.server.environment
  await adoptVersions(store, engine)
  cookie = await host.signIn(marketer)
})

/** Puts people at the wait, due over the next hours: as many as entrances would let in, in a second. */
const fillWait = async (versionKey: number) => {
  await sql`
    insert into walker_people (version_key, person_id, rotation, activity, due, times_out, timeout_at, entered_at)
    select ${versionKey}, 'p' || nth, 1, 1, ${now}::double precision + 1 + (nth * ${hour}::double precision) / ${people}, false, ${now + 90 * day}, ${now - 3 * day}
    from generate_series(1, ${people}::integer) nth`.execute(database())
  await sql`
    insert into walker_counts (version_key, activity, shard, arrived, passed)
    values (${versionKey}, 0, 0, ${people}, ${people}), (${versionKey}, 1, 0, ${people}, 0)`.execute(database())
}

const read = async () => (await (await host.send('/api/versions/version', { cookie })).json()) as Version

let keys = 0
/** Sends a command. Resolves to the round trips to the database. */
const act = async (action: string, body: unknown = {}): Promise<number> => {
  const { revision } = await read()
  const before = relay.countTrips()
  const headers = {
    'content-type': 'application/json',
    origin: 'http://localhost:8080',
    'if-match': `"r${revision}"`,
    'idempotency-key': `key-${++keys}`,
  }
  const response = await host.send(`/api/versions/version/${action}`, { method: 'POST', cookie, headers, body: JSON.stringify(body) })
  expect(response.status).toBe(200)
  return relay.countTrips() - before
}

const readRow = async <Row>(query: ReturnType<typeof sql<Row>>): Promise<Row> => (await query.execute(database())).rows[0]!

test(
  'a pause and its end write one row of the engine in a dozen round trips, and make no one overdue',
  async () => {
    const key = await findVersionKey(database(), 'version')
    await fillWait(key)
    const { next } = await readRow(sql<{ next: number }>`select txid_current() as next`)
    const trips = [await act('pause', { days: 7 })]
    host.time.journeys += 2 * hour
    expect(await walk(database(), host.time.journeys)).toBe(0)
    trips.push(await act('resume'))

    const countWritten = (table: string) =>
      readRow(sql<{ count: number }>`select count(*) as count from ${sql.table(table)} where xmin::text::bigint > ${next}`)
    for (const table of ['walker_people', 'walker_counts', 'walker_hours', 'walker_messages', 'walker_entrances'])
      expect(await countWritten(table), table).toEqual({ count: 0 })
    expect(await countWritten('walker_versions')).toEqual({ count: 1 })
    const overdue = sql<{ count: number }>`
      select count(*) as count from walker_people p join walker_versions v on v.key = p.version_key and p.due <= ${host.time.journeys}::double precision - v.frozen_for`
    expect(await readRow(overdue)).toEqual({ count: 0 })
    expect(await walk(database(), host.time.journeys)).toBe(0)
    expect((await read()).people.inside).toBe(people)
    expect(Math.max(...trips)).toBeLessThanOrEqual(12)
    expect(await walk(database(), host.time.journeys + 1 + hour / people)).toBeGreaterThan(0)
  },
  generatedCasesTimeoutMs,
)

test('a pause and its end read no person, and write the row of the version alone', async () => {
  await fillWait(await findVersionKey(database(), 'version'))
  const version = buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day })
  const changes: readonly VersionRecord[] = [
    { ...version, status: 'paused', pauses: [{ from: now, to: now + day }] },
    { ...version, status: 'live', pauses: [{ from: now, to: now + hour }] },
  ]
  const used = await database()
    .transaction()
    .setIsolationLevel('read committed')
    .execute((transaction) =>
      runAsCurrent(transaction, async () => {
        const { engine } = host.server.environment
        /** Scans and rows written by table: a connection may still hold those of earlier transactions. */
        const readUse = async () => {
          const { rows } = await sql<{ table: string; scans: number; written: number }>`
            select relname as table, (seq_scan + coalesce(idx_scan, 0))::integer as scans, (n_tup_ins + n_tup_upd + n_tup_del)::integer as written
            from pg_stat_xact_user_tables`.execute(transaction)
          return rows
        }
        const before = new Map((await readUse()).map((use) => [use.table, use]))
        for (const change of changes) {
          await engine.fence(change)
          await engine.applyChange(change)
          await engine.countInside([change], now)
          await engine.countPeople(change, now)
        }
        return (await readUse()).map(({ table, scans, written }) => ({
          table,
          scans: scans - (before.get(table)?.scans ?? 0),
          written: written - (before.get(table)?.written ?? 0),
        }))
      }),
    )

  expect(used.filter(({ table, scans }) => table === 'walker_people' && scans > 0)).toEqual([])
  expect(used.filter(({ written }) => written > 0)).toMatchObject([{ table: 'walker_versions', written: 2 }])
})
