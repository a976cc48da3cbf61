import { HttpProblem } from '#backend/http/problem.ts'
import type { Store } from '#backend/store/store.ts'
import { isCancelled, isUnavailable } from '#server/store/is-unavailable.ts'

/** Seconds after which a request that met no database is sent again. */
const retryAfterSeconds = 2

/** Receives the outcomes of calls to the database. */
export interface DatabaseObserver {
  /** Called with whether the database could be reached. */
  readonly onResult: (isAvailable: boolean) => void
  /** Called with the error of a statement that the database has cancelled. */
  readonly onCancelled: (error: Error) => void
}

const createUnavailableProblem = (detail: string, cause: unknown): HttpProblem =>
  Object.assign(new HttpProblem('unavailable', detail, {}, { 'retry-after': String(retryAfterSeconds) }), { cause })

/** Runs `work`. If the database cannot be reached, or has cancelled a statement, throws the problem to answer with. */
export async function guardDatabase<T>(work: () => Promise<T>, observer: DatabaseObserver): Promise<T> {
  try {
    const result = await work()
    observer.onResult(true)
    return result
  } catch (error) {
    // The observer has received the outcome of a call within this one.
    if (error instanceof HttpProblem) throw error
    if (isCancelled(error)) {
      observer.onCancelled(error)
      throw createUnavailableProblem('The database took too long to answer.', error)
    }
    if (!isUnavailable(error)) throw error
    observer.onResult(false)
    throw createUnavailableProblem('The database cannot be reached now.', error)
  }
}

/** Wraps a store: while its database is away, requests are answered with 503 and `Retry-After`. */
export const guardStore = (store: Store, observer: DatabaseObserver): Store => ({
  read: (work) => guardDatabase(() => store.read(work), observer),
  write: (work, subject) => guardDatabase(() => store.write(work, subject), observer),
})
