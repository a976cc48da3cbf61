import type { Ending } from '#backend/store/store.ts'
import type { BatchItemRecord, PreflightRecord, StoredBatch } from '#backend/store/batches/batch-records.ts'
import type { EntryRecord, IdempotencyRecord, VersionRecord } from '#backend/store/records.ts'
import type { SavedViewRecord } from '#backend/store/saved-views/saved-view-store.ts'
import type { ActivityKind } from '#domain/flow.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { ColumnType, Generated, Kysely } from 'kysely'

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
  used_things: readonly string[]
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

interface SavedViewsTable {
  id: string
  owner_id: string
  is_shared: boolean
  record: Json<SavedViewRecord>
}

/** The fence of a published version: whether people may enter and move, and its clock. Only a transaction of the store that changes the version writes it. */
interface WalkerVersionsTable {
  /** Short, because every row about people has it. */
  key: Generated<number>
  version_id: string
  journey_id: string
  /** Raised by every change of the version. */
  epoch: Generated<number>
  status: Status
  accepts: boolean
  moves: boolean
  /** Milliseconds that the version was paused: journey time is this much behind the clock. */
  frozen_for: number
  is_stopped: boolean
  stopped_at: number | null
  /** After a stop: how many executions were ended, and how many messages refused that had not been handed over. */
  cleaned: Generated<number>
  refused_messages: Generated<number>
  reentrance: boolean
  global_timeout: number
}

/** The activities of a published version, numbered in the order of its flow. */
interface WalkerActivitiesTable {
  version_key: number
  activity: number
  id: string
  kind: ActivityKind
  duration: number
  sends: boolean
  jumps_to: string | null
  /** The attribute that decides which branch a person takes; `null` if shares do. */
  attribute: string | null
  branches: number
}

interface WalkerBranchesTable {
  version_key: number
  activity: number
  target: number
  share_from: number
  share_to: number
  /** The value of the attribute that leads here. */
  value: string | null
}

/** People who are inside, or have left less than 30 days ago. */
interface WalkerPeopleTable {
  version_key: number
  person_id: string
  /** 1 for the first time that a person enters the journey. */
  rotation: number
  activity: number
  /** When the person moves, in journey time; `null` for those who have left. */
  due: number | null
  /** Whether the global timeout ends the stay at `due`. */
  times_out: boolean
  timeout_at: number
  entered_at: number
  left_at: number | null
  attributes: Json<Readonly<Record<string, string>>> | null
}

/** Numbers of people at each activity. Several rows an activity, so that workers do not wait for one another: their sum counts. */
interface WalkerCountsTable {
  version_key: number
  activity: number
  shard: number
  arrived: number
  passed: number
  timed_out: number
}

/** Numbers of people by hour. Several rows an hour, as `walker_counts`. */
interface WalkerHoursTable {
  version_key: number
  hour: number
  shard: number
  entered: number
  completed: number
  timed_out: number
  refused: number
}

/** Messages. A key is unique for ever: the digest of journey, person, activity and rotation. */
interface WalkerMessagesTable {
  key: string
  version_key: number
  activity: number
  /** `null` once it is forgotten. */
  person_id: string | null
  epoch: number
  at: number
  state: 'pending' | 'sent' | 'refused'
  attempts: Generated<number>
  next_at: number
}

/** Commands to an engine elsewhere that it has not accepted yet. */
interface EngineCommandsTable {
  /** In the order of the changes. */
  sequence: Generated<number>
  id: Generated<string>
  journey_id: string
  version_id: string
  type: 'publish' | 'freeze' | 'unfreeze' | 'close' | 'stop'
  epoch: number
  at: number
  /** What is sent, without identifier, as JSON. */
  body: Json<Readonly<Record<string, unknown>>>
  /** `dead`: it is not tried again before it is replayed. */
  state: Generated<'pending' | 'dead'>
  attempts: Generated<number>
  next_at: number
  /** Until then one worker sends it. */
  leased_until: Generated<number>
  /** Why the last attempt failed. */
  failure: string | null
}

/** What an engine elsewhere has reported last of a version, besides the counts. */
interface EngineReportsTable {
  version_key: number
  /** The epoch that the engine knew: it has applied all commands up to it. */
  epoch: number
  as_of: number
  /** How many of the executions that a stop has halted are ended, and of how many. */
  cleaned_up?: number | null
  to_clean_up?: number | null
}

/** The tables of the database. */
export interface Tables {
  engine_commands: EngineCommandsTable
  engine_reports: EngineReportsTable
  walker_versions: WalkerVersionsTable
  walker_activities: WalkerActivitiesTable
  walker_branches: WalkerBranchesTable
  walker_people: WalkerPeopleTable
  walker_counts: WalkerCountsTable
  walker_hours: WalkerHoursTable
  walker_messages: WalkerMessagesTable
  versions: VersionsTable
  version_counts: VersionCountsTable
  history: HistoryTable
  store_state: StoreStateTable
  idempotency_records: IdempotencyRecordsTable
  preflights: PreflightsTable
  batches: BatchesTable
  batch_items: BatchItemsTable
  saved_views: SavedViewsTable
}

/** A connection to the database, or a transaction on it. */
export type Database = Kysely<Tables>
