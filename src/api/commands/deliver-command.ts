import type { Outcome } from '#api/contract/operation.ts'
import { problemCodes, type ProblemCode } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { Refusal } from '#api/http/request.ts'
import { readOutcome, sendIntent, withdrawIntent, type Intent } from './command.ts'
import { wait, waitForReason } from '#api/http/delay.ts'

/**
 * What became of an intent, for good. `withdrawn`: it was not done, and never will be. `foreign`: somebody else is signed in by now, who is told
 * nothing about it.
 */
export type Fate =
  | { readonly kind: 'done'; readonly version: Version }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      /** Resolves once it can never be otherwise. */ readonly sealed: Promise<unknown>
    }
  | { readonly kind: 'withdrawn' }
  | { readonly kind: 'foreign' }

/**
 * How far an intent has come while its fate is not known. `slow` and `long`: no answer yet, but there may be one. `checking`: none came, or none for
 * so long that the backend is asked what happened; `away`: it could not be asked so far.
 */
export type Stage = 'sending' | 'slow' | 'long' | 'checking' | 'away'

/** After how many milliseconds without an answer each of these begins. */
export const patience = { slow: 1_000, long: 10_000, checking: 30_000 } as const

/** How long it is only looked for, in milliseconds, before a request that neither arrives nor fails is given up. */
const hope = 60_000

/**
 * The two ways of asking what happened, side by side: one waits for a slow answer, the other one notices within five seconds that the network is back.
 * `limit`: how long one try may take, `rest`: the time between two, in milliseconds.
 */
const askers = [
  { limit: 60_000, rest: 15_000 },
  { limit: 3_000, rest: 1_500 },
] as const

/** What delivering an intent needs of the world. */
export interface World {
  readonly send: (intent: Intent, signal: AbortSignal) => Promise<Version>
  readonly look: (key: string, signal: AbortSignal) => Promise<Outcome>
  readonly withdraw: (key: string, signal: AbortSignal) => Promise<Outcome>
  /** Lets so many milliseconds pass, unless it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** As `wait`, but over as soon as there is a reason to try again. */
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>
}

const browser: World = { send: sendIntent, look: readOutcome, withdraw: withdrawIntent, wait, rest: waitForReason }

const ours: readonly string[] = problemCodes

/** Refusals that say nothing about the version, and so may be different the next time. */
const passing: readonly string[] = ['unauthenticated', 'forbidden', 'not-found'] satisfies readonly ProblemCode[]

/** Whether a refusal is surely the backend's own: something in between may say no after the backend has said yes. */
const isDefinite = (error: unknown): error is Refusal => error instanceof Refusal && ours.includes(error.problem.code)

const fateOfRefusal = (refusal: Refusal, sealed: Promise<unknown> = Promise.resolve()): Fate =>
  refusal.problem.code === 'withdrawn' ? { kind: 'withdrawn' } : { kind: 'refused', refusal, sealed }

/** What is enough of an intent to ask what became of it. */
type Asked = Pick<Intent, 'key' | 'personId'>

/** The fate that an outcome tells of; `null` if it is still open. */
function fateOf(outcome: Outcome, { personId }: Asked): Fate | null {
  if (outcome.personId !== personId) return { kind: 'foreign' }
  switch (outcome.state) {
    case 'done':
      return { kind: 'done', version: outcome.version }
    case 'refused':
      return fateOfRefusal(new Refusal(outcome.problem))
    case 'withdrawn':
      return { kind: 'withdrawn' }
    case 'unknown':
      return null
  }
}

const never = new Promise<never>(() => {})

/** Asks what happened, by `ask`, until that is known. `missed` is called whenever it could not be asked. */
async function insist(intent: Asked, ask: World['look'], world: World, missed: () => void, page: AbortSignal): Promise<Fate> {
  const known = new AbortController()
  const end = () => known.abort()
  page.addEventListener('abort', end)
  const over = known.signal
  const asker = async ({ limit, rest }: (typeof askers)[number]): Promise<Fate> => {
    while (!over.aborted) {
      const given = new AbortController()
      const giveUp = () => given.abort()
      over.addEventListener('abort', giveUp)
      void world.wait(limit, given.signal).then(giveUp)
      try {
        const fate = fateOf(await ask(intent.key, given.signal), intent)
        if (fate) return fate
      } catch {
        if (!over.aborted) missed()
      } finally {
        giveUp()
        over.removeEventListener('abort', giveUp)
      }
      await world.rest(rest, over)
    }
    return never
  }
  const [patient, impatient] = askers
  try {
    return await Promise.race([asker(patient), world.wait(impatient.limit, over).then(() => asker(impatient))])
  } finally {
    page.removeEventListener('abort', end)
    end()
  }
}

/**
 * Finds out what became of an intent whose request may have got lost, with the last page for instance: it is not sent again, but withdrawn.
 * Goes on asking until that is known or `over`, and never says anything that may turn out to be wrong.
 */
export function settleIntent(intent: Asked, onStage: (stage: Stage) => void, over: AbortSignal, world: World = browser): Promise<Fate> {
  onStage('checking')
  return insist(intent, world.withdraw, world, () => onStage('away'), over)
}

/**
 * Sends an intent once, and answers what became of it, whatever happens on the way. If no answer comes, the backend is asked for it by the key; the
 * intent itself is never sent again. Says by `onStage` how far that is. Never rejects; does not resolve any more once it is `over`.
 */
export async function deliver(intent: Intent, onStage: (stage: Stage) => void, over: AbortSignal, world: World = browser): Promise<Fate> {
  const ending = new AbortController()
  const end = () => ending.abort()
  over.addEventListener('abort', end)
  const { signal } = ending
  /** Whether the answer to the request itself may still come. */
  let waiting = true
  const reach = async (stage: keyof typeof patience): Promise<boolean> => {
    await world.wait(patience[stage], signal)
    const reached = waiting && !signal.aborted
    if (reached) onStage(stage)
    return reached
  }
  const send = async (): Promise<Fate> => {
    try {
      return { kind: 'done', version: await world.send(intent, signal) }
    } catch (error) {
      if (isDefinite(error)) {
        // Delivered once more, later, it would be judged anew: it must not be done after it was told that it is not.
        return passing.includes(error.problem.code)
          ? fateOfRefusal(
              error,
              settleIntent(intent, () => {}, over, world),
            )
          : fateOfRefusal(error)
      }
      waiting = false
      return signal.aborted ? never : settleIntent(intent, onStage, signal, world)
    }
  }
  const look = async (): Promise<Fate> =>
    (await reach('checking')) ? insist(intent, world.look, world, () => onStage('away'), signal) : never
  const giveUp = async (): Promise<Fate> => {
    await world.wait(patience.checking + hope, signal)
    return waiting && !signal.aborted ? settleIntent(intent, onStage, signal, world) : never
  }
  onStage('sending')
  void reach('slow')
  void reach('long')
  try {
    return await Promise.race([send(), look(), giveUp()])
  } finally {
    over.removeEventListener('abort', end)
    end()
  }
}
