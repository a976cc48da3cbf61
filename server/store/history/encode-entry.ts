import type { EntryRecord, StoredEntry } from '#backend/store/records.ts'
import { encodeJson } from '#server/store/encode-json.ts'

/** The JSON of an entry as it is stored and hashed. An entry of another store may bring its sequence there: it is left out. */
export function encodeEntry(entry: EntryRecord | StoredEntry): string {
  const { sequence: _, ...fields } = { sequence: 0, ...entry }
  return encodeJson(fields)
}
