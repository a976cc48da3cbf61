import type { User } from '#api/contract/primitives.ts'
import type { CloseReason, StopReason } from '#domain/ending-reasons.ts'
import type { Flow } from '#domain/flow.ts'

/** Something a person did to the newest version of a journey, so many days ago (fractions allowed). */
export type StoryStep =
  | readonly [action: 'create' | 'createVersion' | 'test' | 'publish' | 'resume', daysAgo: number, by: User]
  | readonly [action: 'pause', daysAgo: number, by: User, days: number]
  | readonly [action: 'close', daysAgo: number, by: User, reason?: CloseReason, note?: string]
  | readonly [action: 'stop', daysAgo: number, by: User, reason: StopReason, note?: string]

/** A journey of the demo, and everything that was done to it. */
export interface Story {
  readonly name: string
  readonly description: string
  /** Separated by commas. */
  readonly tags: string
  readonly flow: Flow
  /**
   * How many people the newest published version is to have: inside now; if it was stopped, then; if it is finished, entered in all.
   * The flow is scaled to that.
   */
  readonly people: number
  /** In order. The first is `create`. */
  readonly steps: readonly StoryStep[]
  /** Identifier; by default made from the name. */
  readonly id?: string
  /** In how many days the newest version closes by itself. Negative: so many days ago. */
  readonly endsIn?: number
  readonly timeZone?: string
  readonly reentrance?: true
}

/** What it takes to bring out one version after another: each is made two days before it is published, the authors taking turns. */
export const createVersionSteps = (authors: readonly [User, ...User[]], ...publishedDaysAgo: readonly number[]): readonly StoryStep[] =>
  publishedDaysAgo.flatMap((daysAgo, i): readonly StoryStep[] => [
    [i === 0 ? 'create' : 'createVersion', daysAgo + 2, authors[i % authors.length] ?? authors[0]],
    ['publish', daysAgo, authors[(i + 1) % authors.length] ?? authors[0]],
  ])
