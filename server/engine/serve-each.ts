import { HttpProblem } from '#backend/http/problem.ts'
import { isCancelled, isUnavailable } from '#server/store/is-unavailable.ts'

/** What is done for one version at a time. */
export type VersionWork = 'adoption' | 'people' | 'jumps' | 'messages' | 'clean-up'

/**
 * Called with the outcome of work for one version, by its identifier, or for jumps by that of the target journey. `error`: why it has failed, while
 * the others go on; `undefined` if it has succeeded.
 */
export type ReportOutcome = (version: string, work: VersionWork, error?: unknown) => void

/** The failure of one version ends the run. */
export const throwFailure: ReportOutcome = (_version, _work, error) => {
  if (error !== undefined) throw error instanceof Error ? error : new Error('The work for a version has failed.', { cause: error })
}

/** Whether the database is away, so that no version is to blame. A statement that was cancelled says nothing of other versions. */
export const isAway = (error: unknown): boolean => !isCancelled(error) && (error instanceof HttpProblem || isUnavailable(error))

/**
 * Serves versions one after the other. One that fails is reported, and keeps no other one from being served. Throws while the database is away.
 * Resolves to whether all were served.
 */
export async function serveEach<Version extends { readonly id: string }>(
  work: VersionWork,
  versions: readonly Version[],
  serve: (version: Version) => Promise<void>,
  report: ReportOutcome,
): Promise<boolean> {
  let areAllServed = true
  for (const version of versions) {
    try {
      await serve(version)
    } catch (error) {
      if (isAway(error)) throw error
      areAllServed = false
      report(version.id, work, error)
      continue
    }
    report(version.id, work)
  }
  return areAllServed
}
