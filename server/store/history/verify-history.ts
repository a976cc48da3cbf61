import type { EntryRecord } from '#backend/store/records.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { hashEntry, hashEpoch } from './hash-chain.ts'

/** What a check of the history found. */
export interface HistoryCheck {
  /** How many entries were checked. */
  readonly entries: number
  /** The hash of the last entry. Kept elsewhere, it proves later that no entry up to there was changed. */
  readonly lastHash: string
  /** What is wrong, a sentence; `null` if the history is as it was written. */
  readonly problem: string | null
}

/** Whether the columns by which an entry is found say what the entry says. */
function isOfEntry(columns: { readonly version_id: string; readonly type: string }, text: string): boolean {
  const { versionId, type } = JSON.parse(text) as EntryRecord
  return columns.version_id === encodeText(versionId) && columns.type === type
}

/** How many entries are read at once. */
const entriesAtOnce = 5_000

/** Checks that no entry of the history was changed, added between others, or removed. */
export function verifyHistory(database: Database): Promise<HistoryCheck> {
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (transaction) => {
      const state = await transaction.selectFrom('store_state').selectAll().executeTakeFirstOrThrow()
      let [entries, lastHash] = [0, hashEpoch(state.epoch)]
      const end = (problem: string | null): HistoryCheck => ({ entries, lastHash, problem })
      for (let isEnd = false; !isEnd;) {
        const rows = await transaction
          .selectFrom('history')
          .select(['sequence', 'hash', 'version_id', 'type', sql<string>`entry::text`.as('text')])
          .where('sequence', '>', entries)
          .orderBy('sequence')
          .limit(entriesAtOnce)
          .execute()
        for (const { sequence, hash, text, ...columns } of rows) {
          if (sequence !== entries + 1) return end(`Entry ${entries + 1} is missing.`)
          const expected = hashEntry(lastHash, { sequence, text })
          if (hash !== expected || !isOfEntry(columns, text)) return end(`Entry ${sequence} is not what was written.`)
          ;[entries, lastHash] = [sequence, expected]
        }
        isEnd = rows.length < entriesAtOnce
      }
      if (entries !== state.last_sequence || lastHash !== state.last_hash)
        return end(`The history ends at entry ${entries}, but ${state.last_sequence} were written.`)
      return end(null)
    })
}
