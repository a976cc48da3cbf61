import type { EntryRecord } from '#backend/store/records.ts'
import type { Seed } from '#backend/store/store.ts'
import { encodeJson } from './encode-json.ts'
import { encodeText } from './encode-text.ts'
import { hashEntry } from './history/hash-chain.ts'
import { runInTurn } from './run-in-turn.ts'
import type { Database } from './tables.ts'
import { createVersionRow } from './versions/version-row.ts'

/** How many rows are written by one statement: a statement has at most 65,535 parameters. */
const rowsAtOnce = 1_000

async function insertInSlices<T>(records: readonly T[], insert: (slice: readonly T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < records.length; start += rowsAtOnce) await insert(records.slice(start, start + rowsAtOnce))
}

/** Appends entries to a history, many by each statement. */
async function appendAll(database: Database, entries: readonly EntryRecord[]): Promise<void> {
  const state = await database.selectFrom('store_state').select(['last_sequence', 'last_hash']).executeTakeFirstOrThrow()
  let { last_sequence: sequence, last_hash: hash } = state
  await insertInSlices(entries, (slice) => {
    const rows = slice.map((entry) => {
      sequence++
      const text = encodeJson(entry)
      hash = hashEntry(hash, { sequence, text })
      return { sequence, version_id: encodeText(entry.versionId), type: entry.type, entry: text, hash }
    })
    return database.insertInto('history').values(rows).execute()
  })
  await database.updateTable('store_state').set({ last_sequence: sequence, last_hash: hash }).execute()
}

/** Writes the first contents of a store, in one transaction. Throws if it is not empty. */
export function fillStore(database: Database, { versions, history }: Seed): Promise<void> {
  return runInTurn(database, async (transaction) => {
    const found = await transaction.selectFrom('versions').select('id').limit(1).executeTakeFirst()
    const { last_sequence } = await transaction.selectFrom('store_state').select('last_sequence').executeTakeFirstOrThrow()
    if (found !== undefined || last_sequence > 0) throw new Error('The store is not empty.')
    await insertInSlices(versions, (slice) => transaction.insertInto('versions').values(slice.map(createVersionRow)).execute())
    await appendAll(transaction, history)
  })
}
