import { findNextTransition, isDraining, type AutomaticTransition, type DrainEnd } from '#domain/automatic-transitions.ts'
import type { Instant } from '#domain/version.ts'
import type { Engine, Measured } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'

/** Time until the engine is asked again when a draining version is empty, in milliseconds, at least. */
const recheckMs = 60_000

/** What is known of the next automatic transition of a version. */
interface NextTransition {
  /** `null` if there is none, or if its time is not known. */
  readonly transition: AutomaticTransition<VersionRecord> | null
  /** When it happens, or when it has to be looked for again; `null` if there is none. */
  readonly dueAt: Instant | null
}

/** Asks the engine when a draining version is empty. `null` for a version that does not drain. */
export const loadDrainEnd = async (
  engine: Engine,
  version: VersionRecord,
  at: Instant,
): Promise<Measured<{ readonly drainEnd: DrainEnd | null }> | null> => (isDraining(version) ? engine.findDrainEnd(version, at) : null)

/** Finds the next automatic transition of a version, as known at `at`. An estimate of the engine finishes no version. */
export async function loadNextTransition(engine: Engine, version: VersionRecord, at: Instant): Promise<NextTransition> {
  const drain = await loadDrainEnd(engine, version, at)
  if (drain !== null && (drain.basis === 'estimate' || drain.drainEnd === null))
    return { transition: null, dueAt: Math.max(drain.drainEnd?.at ?? 0, at + recheckMs) }
  const transition = findNextTransition(version, drain?.drainEnd ?? null)
  return { transition, dueAt: transition?.at ?? null }
}
