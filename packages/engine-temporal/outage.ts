import { isGrpcServiceError } from '@temporalio/client'

/** Codes of gRPC that are told apart. */
export const grpcCodes = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  resourceExhausted: 8,
  unavailable: 14,
} as const

/** Codes of a service that is away or has too much to do: the same call may succeed later. */
const outageCodes: readonly number[] = [grpcCodes.deadlineExceeded, grpcCodes.resourceExhausted, grpcCodes.unavailable]

/** Pauses after failures, in milliseconds: the first, and the longest. */
const firstPauseMs = 250
const longestPauseMs = 30_000

/** The code of an error of the service; `undefined` for other errors. */
export const getGrpcCode = (error: unknown): number | undefined => (isGrpcServiceError(error) ? error.code : undefined)

/** Back-off over all calls: while the service is away, it is asked ever more seldom. */
export interface Outage {
  /** Whether the service is not asked now. */
  readonly isHeldBack: () => boolean
  /** How long until the service is asked again, in milliseconds. */
  readonly getPauseMs: () => number
  /** Ends the outage: the service has answered. A pause that was begun is kept. */
  readonly end: () => void
  /** Whether the error means that the service is away. Begins the outage or makes its pauses longer, and reports it once. */
  readonly note: (error: unknown) => boolean
}

/** Creates the back-off. `clock`: milliseconds that never go back. */
export function createOutage(clock: () => number, report: (error: Error) => void): Outage {
  let pauseMs = 0
  let until = -Infinity
  return {
    isHeldBack: () => clock() < until,
    getPauseMs: () => Math.max(0, until - clock()),
    end: () => {
      if (clock() >= until) pauseMs = 0
    },
    note: (error) => {
      const code = getGrpcCode(error)
      if (code === undefined || !outageCodes.includes(code)) return false
      // Calls that were under way together fail together: that is one failure.
      if (clock() < until) return true
      if (pauseMs === 0) report(new Error('Temporal is away. It is asked again.', { cause: error }))
      pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2))
      until = clock() + pauseMs
      return true
    },
  }
}
