import type { Version } from '#api/contract/version.ts'
import type { Command } from './command.ts'
import type { CommandTransport } from './command-transport.ts'
import {
  reduceDelivery,
  cancellingState,
  getProgress,
  sendingState,
  tickTimesMs,
  toOutcome,
  toSendFailure,
  type CommandProgress,
  type DeliveryEvent,
  type DeliveryOutcome,
  type DeliveryState,
} from './delivery-state.ts'
import { pollHedged } from './hedged-polling.ts'

/** Final outcome of a command. `finalized` resolves once a rejection can no longer change. */
export type CommandOutcome<Result = Version> =
  | Exclude<DeliveryOutcome<Result>, { kind: 'rejected' }>
  | (Omit<Extract<DeliveryOutcome<Result>, { kind: 'rejected' }>, 'isFinal'> & { readonly finalized: Promise<unknown> })

/** The part of a command that the outcome lookup needs. */
export type CommandRef = Pick<Command, 'key' | 'userId'>

/** What a driver does in the phases that it can enter. Each effect runs until the delivery has ended. */
type Effects<Result> = Readonly<
  Partial<Record<DeliveryState<Result>['phase'], (dispatch: (event: DeliveryEvent<Result>) => void, signal: AbortSignal) => void>>
>

/**
 * Driver of a delivery: advances its state by events, and starts the effect of each phase that it enters. Never rejects. Does not resolve
 * after `pageSignal` is aborted.
 */
function driveDelivery<Result>(
  initialState: DeliveryState<Result>,
  effects: Effects<Result>,
  onProgress: (progress: CommandProgress) => void,
  pageSignal: AbortSignal,
): Promise<DeliveryOutcome<Result>> {
  return new Promise((resolve) => {
    const ended = new AbortController()
    const signal = AbortSignal.any([pageSignal, ended.signal])
    let state = initialState
    const enter = (before: DeliveryState<Result> | null) => {
      const progress = getProgress(state)
      if (progress !== null && (before === null || progress !== getProgress(before))) onProgress(progress)
      if (state.phase !== before?.phase) effects[state.phase]?.(dispatch, signal)
      if (state.phase === 'settled') {
        ended.abort()
        resolve(state.outcome)
      }
    }
    const dispatch = (event: DeliveryEvent<Result>) => {
      const before = state
      state = reduceDelivery(state, event)
      if (state !== before) enter(before)
    }
    if (pageSignal.aborted) return
    pageSignal.addEventListener('abort', () => dispatch({ type: 'pageLeft' }), { signal: ended.signal })
    enter(null)
  })
}

type LookUp = CommandTransport<never, never>['fetchOperation']

/** Polls with `lookUp` until the operation of the command has an outcome. */
const buildPollingEffect =
  <Result>({ key, userId }: CommandRef, lookUp: LookUp, transport: Omit<CommandTransport<Result, never>, 'send'>) =>
  (dispatch: (event: DeliveryEvent<Result>) => void, signal: AbortSignal): void =>
    pollHedged(
      {
        attempt: async (attemptSignal) => toOutcome(await lookUp(key, attemptSignal), userId, transport.readResult),
        onResult: (outcome) => dispatch({ type: 'found', outcome }),
        onUnreachable: () => dispatch({ type: 'unreachable' }),
        transport,
      },
      signal,
    )

/**
 * Recovery of a command whose request may be lost, for instance by a reload: cancels the command by its idempotency key instead of
 * sending it again. Polls until the outcome is final or `signal` is aborted, so it never reports an outcome that may still change.
 */
export async function cancelOrResolve<Result>(
  command: CommandRef,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: Omit<CommandTransport<Result, never>, 'send'>,
): Promise<CommandOutcome<Result>> {
  const effects: Effects<Result> = { cancelling: buildPollingEffect(command, transport.cancel, transport) }
  const outcome = await driveDelivery(cancellingState, effects, onProgress, signal)
  return outcome.kind === 'rejected' ? { ...outcome, finalized: Promise.resolve() } : outcome
}

/**
 * Sends a command once, and returns its outcome. If no response arrives, the outcome is looked up by the idempotency key; the command
 * itself is never sent again. Reports progress by `onProgress`. Never rejects. Does not resolve after `signal` is aborted.
 */
export async function deliverCommand<Result, Sent extends CommandRef>(
  command: Sent,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: CommandTransport<Result, Sent>,
): Promise<CommandOutcome<Result>> {
  const effects: Effects<Result> = {
    sending: (dispatch, deliverySignal) => {
      transport.send(command, deliverySignal).then(
        (result) => dispatch({ type: 'answered', result }),
        (error: unknown) => dispatch(toSendFailure(error)),
      )
      for (const elapsedMs of tickTimesMs) void transport.delay(elapsedMs, deliverySignal).then(() => dispatch({ type: 'tick', elapsedMs }))
    },
    lookingUp: buildPollingEffect(command, transport.fetchOperation, transport),
    cancelling: buildPollingEffect(command, transport.cancel, transport),
  }
  const outcome = await driveDelivery(sendingState, effects, onProgress, signal)
  if (outcome.kind !== 'rejected') return outcome
  // A late duplicate of the request could still succeed: the rejection is final only once the key is cancelled.
  return { ...outcome, finalized: outcome.isFinal ? Promise.resolve() : cancelOrResolve(command, () => {}, signal, transport) }
}
