import type { Ending } from '#backend/store/store.ts'
import type { BatchItemRecord, PreflightRecord, StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { EntryRecord, IdempotencyRecord, VersionRecord } from '#backend/store/records.ts'
import type { ColumnType, Kysely } from 'kysely'

/** A column of type `json`: written as text (`encodeJson`), read as a value. */
type Json<T> = ColumnType<T, string, string>

/** A version: its record, and the columns by which it is found, filtered, sorted and counted. Texts are encoded by `encodeText`. */
export interface VersionsTable {
  id: string
  journey_id: string
  revision: number
  number: number
  is_latest: boolean
  is_deleted: boolean
  /** Whether people may be inside. */
  is_open: boolean
  /** The place of the status in `statuses`. */
  status_rank: number
  updated_at: number
  ended_at: number | null
  ended_by: Ending['action'] | null
  due_at: number | null
  name_sort_key: string
  name_skeleton: string
  search_text: string
  search_ids: string
  jumps_into: readonly string[]
  entry_type: string
  tags: readonly string[]
  created_by: string
  created_by_name: string
  published_at: number | null
  published_by: string | null
  published_by_name: string
  ended_reason: string | null
  /** The `keysVersion` of the columns before. */
  keys_version: number
  record: Json<VersionRecord>
}

/** The number of versions that are not deleted, by status. Kept by a trigger. */
interface VersionCountsTable {
  is_latest: boolean
  status_rank: number
  count: number
}

/** The history of all versions. The database refuses to change or delete a row. */
export interface HistoryTable {
  sequence: number
  version_id: string
  type: string
  entry: Json<EntryRecord>
  /** SHA-256 over the hash of the entry before, the sequence, and the entry as it is stored. */
  hash: string
}

/** One row: what identifies the history, and its last entry. */
interface StoreStateTable {
  epoch: string
  last_sequence: number
  last_hash: string
}

interface IdempotencyRecordsTable {
  user_id: string
  key: string
  at: number
  record: Json<IdempotencyRecord>
}

interface PreflightsTable {
  id: string
  at: number
  record: Json<PreflightRecord>
}

interface BatchesTable {
  id: string
  sequence: number
  change_sequence: number
  revision: number
  is_running: boolean
  record: Json<StoredBatch>
}

interface BatchItemsTable {
  batch_id: string
  position: number
  state: string
  due_at: number
  record: Json<BatchItemRecord>
}

/** The tables of the database. */
export interface Tables {
  versions: VersionsTable
  version_counts: VersionCountsTable
  history: HistoryTable
  store_state: StoreStateTable
  idempotency_records: IdempotencyRecordsTable
  preflights: PreflightsTable
  batches: BatchesTable
  batch_items: BatchItemsTable
}

/** A connection to the database, or a transaction on it. */
export type Database = Kysely<Tables>
