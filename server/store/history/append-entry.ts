import type { EntryRecord, StoredEntry } from '#backend/store/records.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { encodeEntry } from './encode-entry.ts'

/**
 * Appends an entry. Its sequence and its hash are those after the last entry, which no other transaction can change meanwhile: the order of
 * sequences is the order of commits.
 */
export async function appendEntry(database: Database, entry: EntryRecord): Promise<StoredEntry> {
  const text = encodeEntry(entry)
  const { rows } = await sql<{ sequence: number }>`
    with last as (
      update store_state set
        last_sequence = last_sequence + 1,
        last_hash = encode(sha256(convert_to(last_hash || (last_sequence + 1) || ' ' || ${text}::text, 'UTF8')), 'hex')
      returning last_sequence, last_hash
    )
    insert into history (sequence, version_id, type, entry, hash)
    select last_sequence, ${encodeText(entry.versionId)}, ${entry.type}, ${text}::text::json, last_hash from last
    returning sequence`.execute(database)
  const [appended] = rows
  if (appended === undefined) throw new Error('The store has no state: its tables were not created by a migration.')
  return { ...entry, sequence: appended.sequence }
}
