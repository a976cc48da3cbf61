import type { User } from '#api/contract/primitives.ts'
import type { Advice } from '#domain/advice.ts'
import type { DrainEnd } from '#domain/automatic-transitions.ts'
import type { ClosingImpact, StoppingImpact } from '#domain/population/impact.ts'
import type { PopulationOverTime } from '#domain/population/over-time.ts'
import type { PopulationCounts } from '#domain/population/population.ts'
import type { EndingReceipt } from '#domain/population/receipt.ts'
import type { ScheduledEntrance } from '#domain/population/scheduled.ts'
import type { Stall } from '#domain/population/stall.ts'
import type { Instant } from '#domain/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'

/** Whether numbers were counted (or computed exactly), or estimated from counts and observed rates. */
export type Basis = 'exact' | 'estimate'

/** Numbers with the time that they belong to, and their basis. */
export type Measured<T> = T & { readonly asOf: Instant; readonly basis: Basis }

/** The people of a version now and today. */
export interface PeopleCounts extends PopulationCounts {
  /** Number of customers who entered since midnight in the time zone of the version. */
  readonly enteredToday: number
  /** The people held up in a closed version; `null` if there are none. */
  readonly stall: Stall | null
}

/** What an ending would do to the people of a version. */
export interface EndingImpact {
  readonly closing: ClosingImpact
  readonly stopping: StoppingImpact
  /** Number of customers who would enter in the next 24 hours. */
  readonly entrancesNextDay: number
  readonly nextEntrances: readonly ScheduledEntrance[]
}

/** An ending whose receipt is written. Entrances are counted as refused from `at` up to `until`. */
export interface RecordedEnding {
  readonly action: 'close' | 'stop'
  readonly at: Instant
  readonly until: Instant
}

/** How far an engine has come with ending the executions of people who were stopped. None of them moves, and nothing is sent to them. */
export interface CleanUpProgress {
  readonly executions: number
  readonly cleaned: number
}

/** A walk of one person through a version. */
export interface PersonWalk {
  readonly versionId: string
  /** Where the person is, or was last. */
  readonly activityId: string
  readonly state: 'inside' | 'completed' | 'timedOut' | 'stopped'
  readonly enteredAt: Instant
  readonly leftAt: Instant | null
  /** In the order of time. */
  readonly messages: readonly {
    readonly at: Instant
    readonly activityId: string
    readonly state: 'accepted' | 'pending' | 'refused'
  }[]
}

/** A person who is to enter a version. */
export interface EnteringPerson {
  /** Opaque identifier of the customer. */
  readonly id: string
  /** Values that decide which branch the person takes, by the names of the conditions. */
  readonly attributes?: Readonly<Record<string, string>> | undefined
  /** Identifies the entrance, so that the same one sent again lets the person enter once. */
  readonly key?: string | undefined
}

/**
 * What became of an entrance: `entered`; `repeated`, the same one again; the person is `inside` already; `reentrance` is not allowed; or `refused`,
 * because the version accepts no entrance now.
 */
export type EntranceResult = 'entered' | 'repeated' | 'inside' | 'reentrance' | 'refused'

/**
 * The port to whatever executes journeys: everything that is known about people goes through it. Inside a transaction of the store an
 * implementation may await only operations of that transaction.
 */
export interface Engine {
  /** Whether the engine sends e-mails by itself, so that flows with e-mails ask for the address of a person. */
  readonly asksForAddress?: boolean
  /**
   * Lets the executions of the version that are under way end, and holds back others until the transaction of the store ends. Counts that
   * follow are those of the moment of the change.
   */
  fence(version: VersionRecord): Promise<void>
  /**
   * The executions follow the version as it is now: whether people enter and move, and its pauses. Called in the transaction that changes it; what
   * is refused from then on is decided by that transaction. Doing it twice changes nothing.
   */
  applyChange(version: VersionRecord): Promise<void>
  /**
   * Lets people enter, outside of a transaction of the store. The results are in the order of the people. `null`: people are simulated, none can
   * enter.
   */
  enter(version: VersionRecord, people: readonly EnteringPerson[], at: Instant): Promise<readonly EntranceResult[] | null>
  /** The people inside each of `versions`, by version identifier. */
  countInside(versions: readonly VersionRecord[], at: Instant): Promise<Measured<{ readonly inside: ReadonlyMap<string, number> }>>
  /** The people of one version, in all and at each activity. */
  countPeople(version: VersionRecord, at: Instant): Promise<Measured<PeopleCounts>>
  /** The customers who entered each of `versions` after `from`, up to `to`, by version identifier. */
  countEntered(
    versions: readonly VersionRecord[],
    from: Instant,
    to: Instant,
  ): Promise<Measured<{ readonly entered: ReadonlyMap<string, number> }>>
  /** The people over time, up to `reachMs` milliseconds back, with a forecast. */
  sampleOverTime(version: VersionRecord, reachMs: number, at: Instant): Promise<Measured<PopulationOverTime>>
  /** What closing or stopping the version at `at` would do. Changes nothing. */
  computeImpact(version: VersionRecord, at: Instant): Promise<Measured<EndingImpact>>
  /**
   * When the last person leaves a version that is closed; `null` if that is not known yet. Only an exact time in the past finishes the
   * version. An estimate is not before `at`, and says when the engine is asked again.
   */
  findDrainEnd(version: VersionRecord, at: Instant): Promise<Measured<{ readonly drainEnd: DrainEnd | null }>>
  /** What an ending of the version did. */
  createReceipt(version: VersionRecord, ending: RecordedEnding): Promise<Measured<EndingReceipt>>
  /** The progress of the clean-up after a stop; `null` if nothing is left to be cleaned up. */
  readProgress(version: VersionRecord): Promise<CleanUpProgress | null>
  /**
   * Where a person is and was, newest first; `null`: people are simulated, none is known. Outside of a transaction of the store. Who looks the
   * person up is written down before, without the identifier of the person.
   */
  findPerson(personId: string, by: User, at: Instant): Promise<readonly PersonWalk[] | null>
  /** The advice to end or check a version, for those of `versions` that need it. */
  advise(versions: readonly VersionRecord[], at: Instant): Promise<readonly { readonly version: VersionRecord; readonly advice: Advice }[]>
}
