import type { HistoryEventType } from '#api/contract/history.ts'
import type { Trigger } from '#domain/automatic-transitions.ts'
import type { Action } from '#domain/lifecycle.ts'

/** What a client, or the table, says of a version. */
export interface VersionState {
  readonly id: string
  readonly revision: number
  readonly status: string
}

/** Two moments between which an operation took effect. Moments are counted: no two are the same. */
interface Interval {
  readonly from: number
  readonly to: number
}

/** A version that a client has read. */
export interface ObservedRead extends Interval {
  readonly state: VersionState
}

/** The outcome of a command that a client was told of, by the answer or by the lookup. */
export type CommandOutcome =
  | { readonly kind: 'succeeded'; readonly result: VersionState }
  | { readonly kind: 'stale'; readonly current: VersionState }
  | { readonly kind: 'refused'; readonly current: VersionState; readonly reasonCode: string }
  | { readonly kind: 'cancelled' }

/** A command that was sent, at the same time or again, under one key, until an outcome was known. One of these for each outcome that was told. */
export interface ObservedCommand extends Interval {
  readonly userId: string
  /** Also the note of an ending, and the name of a copy. Unique among all users. */
  readonly key: string
  readonly versionId: string
  readonly action: Action
  /** The revision of `If-Match`. */
  readonly ifRevision: number
  readonly outcome: CommandOutcome
}

/** What a client of the event stream has received, and the versions as it knows them in the end. */
export interface ObservedStream {
  readonly name: string
  readonly events: readonly { readonly event: 'change' | 'resync'; readonly sequence: number }[]
  readonly states: readonly VersionState[]
}

/** An entry of the history. */
export interface HistoryRow {
  readonly sequence: number
  readonly versionId: string
  readonly type: HistoryEventType
  readonly userId: string | null
  readonly trigger: Trigger | null
  readonly note: string
  readonly before: string | null
  readonly after: string | null
}

/** A run against replicas that were killed: what clients observed, and what is in the database afterwards. */
export interface CrashRun {
  readonly initial: readonly VersionState[]
  readonly reads: readonly ObservedRead[]
  readonly commands: readonly ObservedCommand[]
  readonly streams: readonly ObservedStream[]
  readonly database: {
    readonly versions: readonly (VersionState & { readonly name: string; readonly number: number })[]
    /** In their order, without those of the initial versions. */
    readonly entries: readonly HistoryRow[]
    readonly keys: readonly { readonly userId: string; readonly key: string; readonly status: number }[]
    /** What `verifyHistory` found. */
    readonly chainProblem: string | null
  }
}
