import { addressAttribute } from './email-address.ts'

/** The path of customers: a tree of activities, and the rhythm in which customers enter it. */

/** The kinds of activities. The kinds in `channels` hand a message over for sending. */
export const activityKinds = ['email', 'sms', 'push', 'inApp', 'wait', 'condition', 'update', 'jump', 'end'] as const
export type ActivityKind = (typeof activityKinds)[number]

/** The activity kinds that send a message. */
export const channels = ['email', 'sms', 'push', 'inApp'] as const
export type Channel = (typeof channels)[number]

/** How customers enter. */
export const entryTypes = ['unitaryEvent', 'businessEvent', 'audienceQualification', 'readAudience'] as const
export type EntryType = (typeof entryTypes)[number]

/** One branch out of an activity. */
export interface Branch {
  /** Identifier of the activity it leads to. */
  readonly to: string
  /** Percentage of people who take it: a whole number from 0 to 100. The branches of one activity add up to 100. */
  readonly share: number
  /** Name of the path, for conditions. */
  readonly name?: string
}

/** One step of the path. */
export interface Activity {
  /** Unique within the flow. */
  readonly id: string
  readonly kind: ActivityKind
  readonly name: string
  /**
   * How long a customer stays here, in milliseconds; at least 0. With `Infinity` customers never pass: only the global timeout stops them.
   */
  readonly durationMs: number
  /** Empty: the path ends here. */
  readonly next: readonly Branch[]
  /** Whether it sends a message that customers have been promised: a confirmation, a voucher. */
  readonly promised?: true
  /** For a message: the name of the template that it is made of. Templates have unique names. */
  readonly template?: string
  /** For a jump: identifier of the target journey. */
  readonly journeyId?: string
}

/**
 * The attribute that decides at an activity: its name, where it has several branches with names. A person whose attribute is the name of a
 * branch takes that branch; all others are shared out.
 */
export const findAttribute = ({ name, next }: Pick<Activity, 'name' | 'next'>): string | null =>
  next.length > 1 && next.some((branch) => branch.name !== undefined) ? name : null

/** The attributes that a flow asks for. With `asksForAddress` a flow that sends e-mails asks where they go. */
export const listAttributes = ({ activities }: Flow, asksForAddress = false): readonly string[] => [
  ...activities.map(findAttribute).filter((name) => name !== null),
  ...(asksForAddress && activities.some(({ kind }) => kind === 'email') ? [addressAttribute] : []),
]

/** How many customers enter, and when. */
export interface FlowEntry {
  readonly type: EntryType
  /** The name of the audience whose customers enter. Audiences have unique names. */
  readonly audience?: string
  /** Customers entering in each hour of the day (UTC), evenly within the hour: 24 numbers, each at least 0. */
  readonly hourly: readonly number[]
  /** How long after publication customers keep entering, in milliseconds. Absent: as long as the version is live. */
  readonly lastsMs?: number
}

/**
 * The path of a version. All customers enter at `activities[0]`. Exactly one branch leads to every other activity (a tree), so that the
 * path to each activity is unique.
 */
export interface Flow {
  readonly entry: FlowEntry
  readonly activities: readonly Activity[]
}
