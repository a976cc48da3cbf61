import type { Operation, SucceededOperation } from '#api/contract/operation.ts'
import { problemCodes, type ProblemCode } from '#api/contract/problems/problem-codes.ts'
import type { Version } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/errors.ts'

/**
 * Progress of a command without an outcome. `slow` and `verySlow`: no response yet, but one may still arrive. `lookingUp`: no response
 * arrived in time, so the outcome is looked up at the backend. `unreachable`: the lookup has failed so far.
 */
export type CommandProgress = 'sending' | 'slow' | 'verySlow' | 'lookingUp' | 'unreachable'

/**
 * Outcome of one delivery. `cancelled`: the command was not carried out, and never will be. `otherUser`: another user is signed in by now,
 * and must not see the outcome. `isFinal`: false if a duplicate of a rejected request could still succeed until its key is cancelled.
 */
export type DeliveryOutcome<Result> =
  | { readonly kind: 'succeeded'; readonly result: Result }
  | { readonly kind: 'rejected'; readonly error: ProblemError; readonly isFinal: boolean }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'otherUser' }

/**
 * State of a delivery. `lookingUp`: the outcome is asked for, while the response may still arrive. `cancelling`: the command is cancelled
 * by its key, which returns the outcome if there is one already. `pageLeft`: nothing is reported any more.
 */
export type DeliveryState<Result = Version> =
  | { readonly phase: 'sending' | 'slow' | 'verySlow' }
  | { readonly phase: 'lookingUp' | 'cancelling'; readonly isUnreachable: boolean }
  | { readonly phase: 'settled'; readonly outcome: DeliveryOutcome<Result> }
  | { readonly phase: 'pageLeft' }

/**
 * `answered`, `rejected`, `lost`: how the request of the command ended. `tick`: time has passed since it was sent. `found`, `unreachable`:
 * how a lookup or a cancellation ended.
 */
export type DeliveryEvent<Result = Version> =
  | { readonly type: 'answered'; readonly result: Result }
  | { readonly type: 'rejected'; readonly error: ProblemError }
  | { readonly type: 'lost' }
  | { readonly type: 'tick'; readonly elapsedMs: number }
  | { readonly type: 'found'; readonly outcome: DeliveryOutcome<Result> }
  | { readonly type: 'unreachable' }
  | { readonly type: 'pageLeft' }

/** Time without a response until each phase begins, in milliseconds, the last phase first. */
const phasesByTime = [
  { afterMs: 90_000, state: { phase: 'cancelling', isUnreachable: false } },
  { afterMs: 30_000, state: { phase: 'lookingUp', isUnreachable: false } },
  { afterMs: 10_000, state: { phase: 'verySlow' } },
  { afterMs: 1_000, state: { phase: 'slow' } },
] as const satisfies readonly { readonly afterMs: number; readonly state: DeliveryState<never> }[]

/** The times at which a delivery has to be told the time, in milliseconds. */
export const tickTimesMs: readonly number[] = phasesByTime.map(({ afterMs }) => afterMs)

/** A delivery whose request has just been sent. */
export const sendingState: DeliveryState<never> = { phase: 'sending' }

/** A delivery whose request is lost. */
export const cancellingState: DeliveryState<never> = { phase: 'cancelling', isUnreachable: false }

/** Transient problems: they are not stored under the key, so a late duplicate of the request could still succeed. */
const transientProblems: readonly string[] = ['unauthenticated', 'forbidden', 'not-found'] satisfies readonly ProblemCode[]

const toRejection = (error: ProblemError): DeliveryOutcome<never> =>
  error.problem.code === 'cancelled'
    ? { kind: 'cancelled' }
    : { kind: 'rejected', error, isFinal: !transientProblems.includes(error.problem.code) }

/** The state after time has passed without a response. A phase is never left for an earlier one. */
function passTime<Result>(state: DeliveryState<Result>, elapsedMs: number): DeliveryState<Result> {
  const due = phasesByTime.find((each) => each.state.phase === state.phase || each.afterMs <= elapsedMs)?.state
  return due === undefined || due.phase === state.phase ? state : due
}

const settle = <Result>(outcome: DeliveryOutcome<Result>): DeliveryState<Result> => ({ phase: 'settled', outcome })

/** The state of a delivery after an event. Pure. A delivery that has ended ignores every event. */
export function reduceDelivery<Result>(state: DeliveryState<Result>, event: DeliveryEvent<Result>): DeliveryState<Result> {
  if (state.phase === 'settled' || state.phase === 'pageLeft') return state
  switch (event.type) {
    case 'answered':
      return settle({ kind: 'succeeded', result: event.result })
    case 'rejected':
      return settle(toRejection(event.error))
    case 'found':
      return settle(event.outcome)
    case 'pageLeft':
      return { phase: 'pageLeft' }
    case 'lost':
      return state.phase === 'cancelling' ? state : cancellingState
    case 'unreachable':
      return 'isUnreachable' in state ? { ...state, isUnreachable: true } : state
    case 'tick':
      return passTime(state, event.elapsedMs)
  }
}

/** The progress that is reported in a state; `null` once the delivery has ended. */
export function getProgress(state: DeliveryState<unknown>): CommandProgress | null {
  switch (state.phase) {
    case 'settled':
    case 'pageLeft':
      return null
    case 'lookingUp':
    case 'cancelling':
      return state.isUnreachable ? 'unreachable' : 'lookingUp'
    case 'sending':
    case 'slow':
    case 'verySlow':
      return state.phase
  }
}

const knownProblemCodes: readonly string[] = problemCodes

/**
 * The event of a failed request. Only a problem with a known code is certainly from the backend: an intermediary may report an error after
 * the backend has carried out the command.
 */
export const toSendFailure = (error: unknown): DeliveryEvent<never> =>
  error instanceof ProblemError && knownProblemCodes.includes(error.problem.code) ? { type: 'rejected', error } : { type: 'lost' }

/** The outcome of a looked-up operation; `null` if it is still open. `readResult`: throws if the result is not of the command's kind. */
export function toOutcome<Result>(
  operation: Operation,
  userId: string,
  readResult: (operation: SucceededOperation) => Result,
): DeliveryOutcome<Result> | null {
  if (operation.userId !== userId) return { kind: 'otherUser' }
  switch (operation.state) {
    case 'succeeded':
      return { kind: 'succeeded', result: readResult(operation) }
    case 'rejected': {
      const rejection = toRejection(new ProblemError(operation.problem))
      // Stored under the key, so it cannot change any more.
      return rejection.kind === 'rejected' ? { ...rejection, isFinal: true } : rejection
    }
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'notReceived':
      return null
  }
}
