import { HttpProblem } from '#backend/http/problem.ts'
import { isCancelled, isUnavailable } from '#server/store/is-unavailable.ts'

/** What is done for one version at a time. */
export type VersionWork = 'adoption' | 'people' | 'jumps' | 'messages' | 'clean-up'

/** How the work for single versions ends. Versions are known by their identifier, target journeys of jumps by theirs. */
export interface Outcomes {
  /** Whether work that has failed may be tried again now: for one version, or without one for all. */
  readonly mayTry: (work: VersionWork, id?: string) => boolean
  readonly succeed: (work: VersionWork, id: string) => void
  /** Called with why the work has failed, while the others go on. */
  readonly fail: (work: VersionWork, id: string, error: unknown) => void
}

/** The failure of one version ends the run. */
export const endAtFailure: Outcomes = {
  mayTry: () => true,
  succeed: () => undefined,
  fail: (_work, _id, error) => {
    throw error instanceof Error ? error : new Error('The work for a version has failed.', { cause: error })
  },
}

/** Whether the database is away, so that no version is to blame. A statement that was cancelled says nothing of other versions. */
export const isAway = (error: unknown): boolean => !isCancelled(error) && (error instanceof HttpProblem || isUnavailable(error))

/**
 * Serves versions one after the other. One that fails keeps no other one from being served; one that may not be tried again yet is left out. Throws
 * while the database is away. Resolves to whether all were served.
 */
export async function serveEach<Version extends { readonly id: string }>(
  work: VersionWork,
  versions: readonly Version[],
  serve: (version: Version) => Promise<void>,
  outcomes: Outcomes,
): Promise<boolean> {
  let areAllServed = true
  for (const version of versions) {
    if (!outcomes.mayTry(work, version.id)) {
      areAllServed = false
      continue
    }
    try {
      await serve(version)
    } catch (error) {
      if (isAway(error)) throw error
      areAllServed = false
      outcomes.fail(work, version.id, error)
      continue
    }
    outcomes.succeed(work, version.id)
  }
  return areAllServed
}
