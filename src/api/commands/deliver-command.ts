import type { Operation } from '#api/contract/operation.ts'
import { problemCodes, type ProblemCode } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/errors.ts'
import { fetchOperation, sendCommand, cancelOperation, type Command } from './command.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'

/**
 * What became of an intent, for good. `cancelled`: it was not done, and never will be. `otherUser`: somebody else is signed in by now, who is told
 * nothing about it.
 */
export type CommandOutcome =
  | { readonly kind: 'succeeded'; readonly version: Version }
  | {
      readonly kind: 'rejected'
      readonly error: ProblemError
      /** Resolves once it can never be otherwise. */ readonly finalized: Promise<unknown>
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'otherUser' }

/**
 * How far an intent has come while its fate is not known. `slow` and `verySlow`: no answer yet, but there may be one. `lookingUp`: none came, or none for
 * so long that the backend is asked what happened; `unreachable`: it could not be asked so far.
 */
export type CommandProgress = 'sending' | 'slow' | 'verySlow' | 'lookingUp' | 'unreachable'

/** After how many milliseconds without an answer each of these begins. */
export const progressThresholds = { slow: 1_000, verySlow: 10_000, lookingUp: 30_000 } as const

/** How long it is only looked for, in milliseconds, before a request that neither arrives nor fails is given up. */
const abandonAfterMs = 60_000

/**
 * The two ways of asking what happened, side by side: one waits for a slow answer, the other one notices within five seconds that the network is back.
 * `timeoutMs`: how long one try may take, `everyMs`: the time between two, in milliseconds.
 */
const lookupPolicies = [
  { timeoutMs: 60_000, everyMs: 15_000 },
  { timeoutMs: 3_000, everyMs: 1_500 },
] as const

/** What delivering an intent needs of the world. */
export interface CommandTransport {
  readonly send: (command: Command, signal: AbortSignal) => Promise<Version>
  readonly fetchOperation: (key: string, signal: AbortSignal) => Promise<Operation>
  readonly cancel: (key: string, signal: AbortSignal) => Promise<Operation>
  /** Lets so many milliseconds pass, unless it is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** As `delay`, but over as soon as there is a reason to try again. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
}

const browserTransport: CommandTransport = {
  send: sendCommand,
  fetchOperation,
  cancel: cancelOperation,
  delay,
  backoff: delayUntilLikelyOnline,
}

const knownProblemCodes: readonly string[] = problemCodes

/** Refusals that say nothing about the version, and so may be different the next time. */
const transientProblems: readonly string[] = ['unauthenticated', 'forbidden', 'not-found'] satisfies readonly ProblemCode[]

/** Whether a refusal is surely the backend's own: something in between may say no after the backend has said yes. */
const isBackendProblem = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && knownProblemCodes.includes(error.problem.code)

const toRejection = (rejection: ProblemError, finalized: Promise<unknown> = Promise.resolve()): CommandOutcome =>
  rejection.problem.code === 'cancelled' ? { kind: 'cancelled' } : { kind: 'rejected', error: rejection, finalized }

/** What is enough of an intent to ask what became of it. */
type CommandRef = Pick<Command, 'key' | 'userId'>

/** The fate that an outcome tells of; `null` if it is still open. */
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

/** Asks what happened, by `lookUp`, until that is known. `onUnreachable` is called whenever it could not be asked. */
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
 * Finds out what became of an intent whose request may have got lost, with the last page for instance: it is not sent again, but withdrawn.
 * Goes on asking until that is known or `signal` is aborted, and never says anything that may turn out to be wrong.
 */
export function cancelOrResolve(
  command: CommandRef,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: CommandTransport = browserTransport,
): Promise<CommandOutcome> {
  onProgress('lookingUp')
  return pollUntilSettled(command, transport.cancel, transport, () => onProgress('unreachable'), signal)
}

/**
 * Sends an intent once, and answers what became of it, whatever happens on the way. If no answer comes, the backend is asked for it by the key; the
 * intent itself is never sent again. Says by `onProgress` how far that is. Never rejects; does not resolve any more once `signal` is aborted.
 */
export async function deliverCommand(
  command: Command,
  onProgress: (progress: CommandProgress) => void,
  signal: AbortSignal,
  transport: CommandTransport = browserTransport,
): Promise<CommandOutcome> {
  const ending = new AbortController()
  const end = () => ending.abort()
  signal.addEventListener('abort', end)
  const { signal: requestSignal } = ending
  /** Whether the answer to the request itself may still come. */
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
        // Delivered once more, later, it would be judged anew: it must not be done after it was told that it is not.
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
