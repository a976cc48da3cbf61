import { HttpProblem } from '#backend/http/problem.ts'
import type { Store } from '#backend/store/store.ts'
import { isUnavailable } from '#server/store/is-unavailable.ts'

/** Seconds after which a request that met no database is sent again. */
const retryAfterSeconds = 2

/** Runs `work`. If the database cannot be reached, throws the problem to answer with. `onResult` gets whether it could. */
export async function guardDatabase<T>(work: () => Promise<T>, onResult: (isAvailable: boolean) => void): Promise<T> {
  try {
    const result = await work()
    onResult(true)
    return result
  } catch (error) {
    if (!isUnavailable(error)) throw error
    onResult(false)
    throw new HttpProblem('unavailable', 'The database cannot be reached now.', {}, { 'retry-after': String(retryAfterSeconds) })
  }
}

/** Wraps a store: while its database is away, requests are answered with 503 and `Retry-After`. */
export const guardStore = (store: Store, onResult: (isAvailable: boolean) => void): Store => ({
  read: (work) => guardDatabase(() => store.read(work), onResult),
  write: (work, subject) => guardDatabase(() => store.write(work, subject), onResult),
})
