import type { Instant } from '#domain/version.ts'
import { describeError, type Log } from './log.ts'
import type { Outcomes, VersionWork } from '#server/engine/serve-each.ts'

/** After so long work that has failed is tried again, in milliseconds; after each further failure twice as long, up to a limit. */
const firstPauseMs = 1_000
const maxPauseMs = 120_000

interface Failure {
  readonly work: VersionWork
  readonly codes: Set<string>
  pause: number
  until: Instant
}

const findCode = (error: unknown): string => {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}

/**
 * Remembers what fails for one version, while the others go on: it is tried again after ever longer times, and each kind of error is logged once, until
 * the same work for the version has succeeded. Adoption has a pause of its own.
 */
export function createOutcomes(log: Log, realTime: () => Instant): Outcomes {
  const failures = new Map<string, Failure>()
  return {
    mayTry: (work, id) => {
      if (work === 'adoption') return true
      const now = realTime()
      if (id !== undefined) return (failures.get(`${work} ${id}`)?.until ?? now) <= now
      return [...failures.values()].every((failure) => failure.work !== work || failure.until <= now)
    },
    succeed: (work, id) => void failures.delete(`${work} ${id}`),
    fail: (work, id, error) => {
      const name = `${work} ${id}`
      const failure = failures.get(name) ?? { work, codes: new Set<string>(), pause: firstPauseMs, until: 0 }
      failure.until = realTime() + failure.pause
      failure.pause = Math.min(failure.pause * 2, maxPauseMs)
      failures.set(name, failure)
      const code = findCode(error)
      if (failure.codes.has(code)) return
      failure.codes.add(code)
      log('error', 'failure', { ...describeError(error), [work === 'jumps' ? 'journey' : 'version']: id, work })
    },
  }
}
