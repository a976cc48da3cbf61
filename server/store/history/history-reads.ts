import type { StoredEntry } from '#backend/store/records.ts'
import type { Reader } from '#backend/store/store.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** Read operations on the history. */
export function createHistoryReads(database: Database): Pick<Reader, 'history' | 'epoch' | 'latestSequence' | 'entriesAfter'> {
  const entries = database.selectFrom('history').select(['sequence', 'entry'])
  const toEntries = async (query: typeof entries) =>
    (await query.execute()).map(({ sequence, entry }): StoredEntry => ({ ...entry, sequence }))
  const state = database.selectFrom('store_state')
  return {
    history: (versionId, { limit, before = Infinity, types }) => {
      const ofVersion = entries.where('version_id', '=', encodeText(versionId)).orderBy('sequence', 'desc').limit(limit)
      const earlier = before === Infinity ? ofVersion : ofVersion.where('sequence', '<', before)
      return toEntries(types === undefined ? earlier : earlier.where(sql<boolean>`type = any(${types})`))
    },
    epoch: async () => (await state.select('epoch').executeTakeFirstOrThrow()).epoch,
    latestSequence: async () => (await state.select('last_sequence').executeTakeFirstOrThrow()).last_sequence,
    entriesAfter: (sequence, limit) => toEntries(entries.where('sequence', '>', sequence).orderBy('sequence').limit(limit)),
  }
}
