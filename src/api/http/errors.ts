import type { Problem } from '#api/contract/problem.ts'

/** The backend said no, and why. Nothing was changed. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.problem = problem
  }
}

/** Whether it was refused because nobody is signed in. */
export const isUnauthenticated = (error: unknown): boolean => error instanceof ProblemError && error.problem.code === 'unauthenticated'

/** No answer came, or one from something in between: what was asked may or may not have been done. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError'
}

/** An answer came that does not fit the contract. */
export class InvalidResponseError extends Error {
  override readonly name = 'InvalidResponseError'
}
