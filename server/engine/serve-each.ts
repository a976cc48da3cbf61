import { HttpProblem } from '#backend/http/problem.ts'
import { isUnavailable } from '#server/store/is-unavailable.ts'

/** Called with what has failed for one version, while the others go on. */
export type ReportFailure = (error: unknown) => void

/** The failure of one version ends the run. */
export const throwFailure: ReportFailure = (error) => {
  throw error
}

/** Serves versions one after the other. One that fails is reported, and keeps no other one from being served. Throws while the database is away. */
export async function serveEach<Version>(
  versions: readonly Version[],
  serve: (version: Version) => Promise<void>,
  report: ReportFailure,
): Promise<void> {
  for (const version of versions) {
    try {
      await serve(version)
    } catch (error) {
      // No version is to blame.
      if (error instanceof HttpProblem || isUnavailable(error)) throw error
      report(error)
    }
  }
}
