import * as v from 'valibot'
import { problemSchema, type Problem } from '#api/contract/problem.ts'
import { setSignedOut } from '#api/session/session-expiry.ts'

/** The backend said no, and why. Nothing was changed. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** Whether it was refused because nobody is signed in. */
export const isSignedOut = (error: unknown): boolean => error instanceof Refusal && error.problem.code === 'unauthenticated'

/** No answer came, or one from something in between: what was asked may or may not have been done. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** An answer came that does not fit the contract. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable'
}

/** How something is asked. */
interface Ask extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>
}

async function send(path: string, { headers, ...init }: Ask): Promise<{ readonly response: Response; readonly body: string }> {
  try {
    const response = await fetch(path, { ...init, headers: { accept: 'application/json', ...headers } })
    return { response, body: await response.text() }
  } catch (error) {
    // A request that the console itself called off is not a failure of the backend.
    if (init.signal?.aborted) throw error
    throw new Unreachable('no answer', { cause: error })
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/**
 * Asks the backend, and reads the answer by its schema.
 * Throws `Refusal` when the backend says no, `Unreachable` when no answer came, `Unreadable` when it makes no sense.
 */
export async function ask<S extends v.GenericSchema>(schema: S, path: string, init: Ask = {}): Promise<v.InferOutput<S>> {
  const { response, body } = await send(path, init)
  const data = parse(body)
  if (!response.ok) {
    const problem = v.safeParse(problemSchema, data)
    if (problem.success && response.status < 500) {
      if (problem.output.code === 'unauthenticated') setSignedOut({ signIn: problem.output.signIn })
      throw new Refusal(problem.output)
    }
    throw new Unreachable(`HTTP ${response.status}`)
  }
  const answer = v.safeParse(schema, data)
  if (answer.success) return answer.output
  throw new Unreadable(`${path}: ${v.getDotPath(answer.issues[0]) ?? 'answer'}: ${answer.issues[0].message}`)
}
