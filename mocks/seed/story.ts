import type { User } from '#api/contract/primitives.ts'
import type { CloseReason, StopReason } from '#domain/ending-reasons.ts'
import type { Flow } from '#domain/flow.ts'

/** An action on the newest version of a journey, with its age in days (fractions allowed). */
export type StoryStep =
  | readonly [action: 'create' | 'createVersion' | 'test' | 'publish' | 'resume', daysAgo: number, by: User]
  | readonly [action: 'pause', daysAgo: number, by: User, days: number]
  | readonly [action: 'close', daysAgo: number, by: User, reason?: CloseReason, note?: string]
  | readonly [action: 'stop', daysAgo: number, by: User, reason: StopReason, note?: string]

/** A journey of the demo, with all actions on it. */
export interface Story {
  readonly name: string
  readonly description: string
  /** Tags, separated by commas. */
  readonly tags: string
  readonly flow: Flow
  /**
   * Target number of people of the newest published version: inside now; if it was stopped, inside at the stop; if it is finished, entered
   * in all. The flow is scaled to this number.
   */
  readonly people: number
  /** In order of time. The first action is `create`. */
  readonly steps: readonly StoryStep[]
  /** Identifier; derived from the name by default. */
  readonly id?: string
  /** Days until the newest version closes automatically. Negative: days since then. */
  readonly endsIn?: number
  readonly timeZone?: string
  readonly reentrance?: true
  /** The team that the journey belongs to. Absent: it is everybody's. */
  readonly team?: string
}

/** The steps that publish one version after another: each is created two days before it is published; authors alternate. */
export const createVersionSteps = (authors: readonly [User, ...User[]], ...publishedDaysAgo: readonly number[]): readonly StoryStep[] =>
  publishedDaysAgo.flatMap((daysAgo, i): readonly StoryStep[] => [
    [i === 0 ? 'create' : 'createVersion', daysAgo + 2, authors[i % authors.length] ?? authors[0]],
    ['publish', daysAgo, authors[(i + 1) % authors.length] ?? authors[0]],
  ])
