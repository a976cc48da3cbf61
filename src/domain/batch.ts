/** Ending many versions at once: how many, what has to be typed, and what may be said about the result. */

/** The actions that a batch can do. */
export const batchActions = ['close', 'stop'] as const
export type BatchAction = (typeof batchActions)[number]

/** Maximum number of versions in one batch. */
export const maxBatchItems = 500

/** From this number of versions, or of people inside, the number of versions has to be typed. */
const typedCountFrom = { versions: 10, people: 10_000 } as const

/** Whether the user has to type how many versions will be ended. */
export const requiresTypedCount = (versions: number, people: number): boolean =>
  versions >= typedCountFrom.versions || people >= typedCountFrom.people

/** States of a batch. */
export const batchStates = ['running', 'finished', 'cancelled'] as const
export type BatchState = (typeof batchStates)[number]

/** States of one version in a batch. Only `pending` is not final. */
export const batchItemStates = ['pending', 'done', 'refused', 'failed', 'cancelled'] as const
export type BatchItemState = (typeof batchItemStates)[number]

/** Number of items in each state. */
export type BatchCounts = Readonly<Record<BatchItemState, number>>

/** The number of selected versions: each is in exactly one state. */
export const sumCounts = (counts: BatchCounts): number => batchItemStates.reduce((total, state) => total + counts[state], 0)

/** What may be said about a batch. `allDone` is the only kind that says *done* of everything that was selected. */
export interface BatchHeadline {
  readonly kind: 'running' | 'allDone' | 'partlyDone' | 'noneDone'
  /** Number of versions that were ended. */
  readonly done: number
  readonly selected: number
  /** Number of versions that were refused or failed. */
  readonly problems: number
}

/** Chooses the sentence about a batch from its counts alone: a state that is wrong, or too early, cannot make it claim more. */
export function chooseHeadline(counts: BatchCounts): BatchHeadline {
  const { pending, done, refused, failed } = counts
  const selected = sumCounts(counts)
  const numbers = { done, selected, problems: refused + failed }
  if (pending > 0) return { kind: 'running', ...numbers }
  if (done === 0) return { kind: 'noneDone', ...numbers }
  return { kind: done === selected ? 'allDone' : 'partlyDone', ...numbers }
}
