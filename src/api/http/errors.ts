import type { Problem } from '#api/contract/problem.ts'

/** The backend rejected the request, for the reason in `problem`. The request changed no state. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** True if the version was deleted. */
export const isDeletion = (error: unknown): error is ProblemError => error instanceof ProblemError && error.problem.code === 'deleted'

/** True if the request was rejected because the session has expired. */
export const isUnauthenticated = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'unauthenticated'

/** No response arrived, or one from an intermediary. The request may or may not have been carried out. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

/** The response does not match the contract. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError'
}
