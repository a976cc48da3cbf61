import type { Operation } from '#api/contract/operation.ts'
import { problemCodes, type ProblemCode } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import type { Connection } from '#api/connection/connection.ts'
import { ProblemError } from '#api/http/errors.ts'
import { fetchOperation, sendCommand, cancelOperation, type Command } from './command.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'

/**
 * Final outcome of a command. `cancelled`: it was not carried out, and never will be. `otherUser`: another user is signed in by now, and
 * must not see the outcome.
 */
export type CommandOutcome =
  | { readonly kind: 'succeeded'; readonly version: Version }
  | {
      readonly kind: 'rejected'
      readonly error: ProblemError
      /** Resolves once the rejection is final. */ readonly finalized: Promise<unknown>
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'otherUser' }

/**
 * Progress of a command without an outcome. `slow` and `verySlow`: no response yet, but one may still arrive. `lookingUp`: no response
 * arrived in time, so the outcome is looked up at the backend. `unreachable`: the lookup has failed so far.
 */
export type CommandProgress = 'sending' | 'slow' | 'verySlow' | 'lookingUp' | 'unreachable'

/** Time without a response until each stage begins, in milliseconds. */
export const progressThresholds = { slow: 1_000, verySlow: 10_000, lookingUp: 30_000 } as const

/** After this long of unsuccessful lookups the POST is abandoned and cancelled, in milliseconds. */
const abandonAfterMs = 60_000

/**
 * The two lookup policies, which run side by side: one waits for a slow response, the other one notices within five seconds that the
 * network is back.
 * `timeoutMs`: timeout of one attempt; `everyMs`: time between two attempts; both in milliseconds.
 */
const lookupPolicies = [
  { timeoutMs: 60_000, everyMs: 15_000 },
  { timeoutMs: 3_000, everyMs: 1_500 },
] as const

/** Dependencies of command delivery: requests and timers. */
export interface CommandTransport {
  readonly send: (command: Command, signal: AbortSignal) => Promise<Version>
  readonly fetchOperation: (key: string, signal: AbortSignal) => Promise<Operation>
  readonly cancel: (key: string, signal: AbortSignal) => Promise<Operation>
  /** Resolves after `ms` milliseconds, or when the signal is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Like `delay`, but resolves earlier if a new attempt is likely to succeed. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
}

/** The transport of a console. */
export const createBrowserTransport = (connection: Connection): CommandTransport => ({
  send: (command, signal) => sendCommand(connection, command, signal),
  fetchOperation: (key, signal) => fetchOperation(connection, key, signal),
  cancel: (key, signal) => cancelOperation(connection, key, signal),
  delay,
  backoff: (ms, signal) => delayUntilLikelyOnline(connection, ms, signal),
})

const knownProblemCodes: readonly string[] = problemCodes

/** Transient problems: they do not depend on the version, so a retry may succeed. */
const transientProblems: readonly string[] = ['unauthenticated', 'forbidden', 'not-found'] satisfies readonly ProblemCode[]

/** True if the problem is certainly from the backend: an intermediary may report an error after the backend has carried out the command. */
const isBackendProblem = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && knownProblemCodes.includes(error.problem.code)

const toRejection = (rejection: ProblemError, finalized: Promise<unknown> = Promise.resolve()): CommandOutcome =>
  rejection.problem.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'rejected', error: rejection, finalized }

/** The part of a command that the outcome lookup needs. */
type CommandRef = Pick<Command, 'key' | 'userId'>

/** Maps a looked-up operation to an outcome; `null` if it is still open. */
function toOutcome(operation: Operation, { userId }: CommandRef): CommandOutcome | null {
  if (operation.userId !== userId) return { kind: 'otherUser' }
  switch (operation.state) {
    case 'succeeded':
      return { kind: 'succeeded', version: operation.version }
    case 'rejected':
      return toRejection(new ProblemError(operation.problem))
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'notReceived':
      return null
  }
}

const pendingForever = new Promise<never>(() => {})

/** Polls the outcome by `lookUp` until it is final. Calls `onUnreachable` after each failed attempt. */
async function pollUntilSettled(
  command: CommandRef,
  lookUp: CommandTransport['fetchOperation'],
  transport: CommandTransport,
  onUnreachable: () => void,
  pageSignal: AbortSignal,
): Promise<CommandOutcome> {
  const settled = new AbortController()
  const end = () => settled.abort()
  pageSignal.addEventListener('abort', end)
  const signal = settled.signal
  const pollOperation = async ({ timeoutMs, everyMs }: (typeof lookupPolicies)[number]): Promise<CommandOutcome> => {
    while (!signal.aborted) {
      const attempt = new AbortController()
      const abortAttempt = () => attempt.abort()
      signal.addEventListener('abort', abortAttempt)
      void transport.delay(timeoutMs, attempt.signal).then(abortAttempt)
      try {
        const outcome = toOutcome(await lookUp(command.key, attempt.signal), command)
        if (outcome) return outcome
      } catch {
        if (!signal.aborted) onUnreachable()
      } finally {
        abortAttempt()
        signal.removeEventListener('abort', abortAttempt)
      }
      await transport.backoff(everyMs, signal)
    }
    return pendingForever
  }
  const [slowPolicy, fastPolicy] = lookupPolicies
  try {
    return await Promise.race([
      pollOperation(slowPolicy),
      transport.delay(fastPolicy.timeoutMs, signal).then(() => pollOperation(fastPolicy)),
    ])
  } finally {
    pageSignal.removeEventListener('abort', end)
    end()
  }
}

/**
 * Recovery of a command whose request may be lost, for instance by a reload: cancels the command by its idempotency key instead of
 * sending it again. Polls until the outcome is final or `signal` is aborted, so it never reports an outcome that may still change.
 */
export function cancelOrResolve(
  command: CommandRef,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: CommandTransport,
): Promise<CommandOutcome> {
  onProgress('lookingUp')
  return pollUntilSettled(command, transport.cancel, transport, () => onProgress('unreachable'), signal)
}

/**
 * Sends a command once, and returns its outcome. If no response arrives, the outcome is looked up by the idempotency key; the command
 * itself is never sent again. Reports progress by `onProgress`. Never rejects. Does not resolve after `signal` is aborted.
 */
export async function deliverCommand(
  command: Command,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: CommandTransport,
): Promise<CommandOutcome> {
  const ending = new AbortController()
  const end = () => ending.abort()
  signal.addEventListener('abort', end)
  const { signal: requestSignal } = ending
  /** Whether the response to the POST itself may still arrive. */
  let responsePending = true
  const emitAfter = async (stage: keyof typeof progressThresholds): Promise<boolean> => {
    await transport.delay(progressThresholds[stage], requestSignal)
    const reached = responsePending && !requestSignal.aborted
    if (reached) onProgress(stage)
    return reached
  }
  const send = async (): Promise<CommandOutcome> => {
    try {
      return { kind: 'succeeded', version: await transport.send(command, requestSignal) }
    } catch (error) {
      if (isBackendProblem(error)) {
        // These rejections are not stored under the key, so a late duplicate could still succeed. Cancel the key before the rejection is
        // final.
        return transientProblems.includes(error.problem.code)
          ? toRejection(
              error,
              cancelOrResolve(command, () => {}, signal, transport),
            )
          : toRejection(error)
      }
      responsePending = false
      return requestSignal.aborted ? pendingForever : cancelOrResolve(command, onProgress, requestSignal, transport)
    }
  }
  const lookUpWhenSlow = async (): Promise<CommandOutcome> =>
    (await emitAfter('lookingUp'))
      ? pollUntilSettled(command, transport.fetchOperation, transport, () => onProgress('unreachable'), requestSignal)
      : pendingForever
  const abandonRequest = async (): Promise<CommandOutcome> => {
    await transport.delay(progressThresholds.lookingUp + abandonAfterMs, requestSignal)
    return responsePending && !requestSignal.aborted ? cancelOrResolve(command, onProgress, requestSignal, transport) : pendingForever
  }
  onProgress('sending')
  void emitAfter('slow')
  void emitAfter('verySlow')
  try {
    return await Promise.race([send(), lookUpWhenSlow(), abandonRequest()])
  } finally {
    signal.removeEventListener('abort', end)
    end()
  }
}
