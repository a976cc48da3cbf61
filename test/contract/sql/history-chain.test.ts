import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { verifyHistory } from '#server/store/history/verify-history.ts'
import type { Database } from '#server/store/tables.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { preparePostgresql } from './support/sql-databases.ts'

const seed = buildSeed(['a', 'b', 'c'].map((id) => buildVersion({ id, name: 'Œuvres \0 \ud800 💥' })))

/** Changes the history as only the owner of the database can, with the rules of the tables out of force. */
const tamper = (database: Database, statement: string): Promise<unknown> =>
  database.transaction().execute(async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction)
    await sql.raw(statement).execute(transaction)
  })

const { openStore, database } = preparePostgresql()

/** A history of six entries: three of the seed, and three that were appended. */
const openHistory = async () => {
  const store = await openStore(seed)
  for (const entry of seed.history) await store.write((transaction) => transaction.append({ ...entry, note: 'é \0 \udfff 💥' }))
}

test.each([`update history set type = 'close'`, 'delete from history where sequence = 3', 'truncate history'])(
  'the database refuses: %s',
  async (statement) => {
    await openHistory()

    await expect(sql.raw(statement).execute(database())).rejects.toThrow('append-only')
  },
)

test('a history is whole, and the hash of its last entry changes with each entry', async () => {
  await openHistory()

  const check = await verifyHistory(database())

  expect(check).toEqual({ entries: 6, lastHash: expect.stringMatching(/^[0-9a-f]{64}$/), problem: null })
})

test.each([
  [`update history set entry = (replace(entry::text, 'é', 'e'))::json where sequence = 4`, 'Entry 4 is not what was written.'],
  [`update history set version_id = 'c' where sequence = 1`, 'Entry 1 is not what was written.'],
  [`update history set type = 'close' where sequence = 2`, 'Entry 2 is not what was written.'],
  ['delete from history where sequence = 3', 'Entry 3 is missing.'],
  ['delete from history where sequence = 6', 'The history ends at entry 5, but 6 were written.'],
  ['insert into history select 7, version_id, type, entry, hash from history where sequence = 6', 'Entry 7 is not what was written.'],
  ['update store_state set last_sequence = 5', 'The history ends at entry 6, but 5 were written.'],
])('the check of the history finds: %s', async (statement, problem) => {
  await openHistory()
  await tamper(database(), statement)

  expect((await verifyHistory(database())).problem).toBe(problem)
})

test('an entry that is written anew with a hash of its own breaks the chain behind it', async () => {
  await openHistory()
  await tamper(
    database(),
    `update history set entry = '{"versionId":"b","type":"create"}',
      hash = encode(sha256(convert_to((select hash from history where sequence = 1) || '2 {"versionId":"b","type":"create"}', 'UTF8')), 'hex')
      where sequence = 2`,
  )

  expect((await verifyHistory(database())).problem).toBe('Entry 3 is not what was written.')
})
