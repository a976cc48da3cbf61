import { findNextTransition, isDraining, type AutomaticTransition } from '#domain/automatic-transitions.ts'
import { computeDrainEnd } from '#domain/population/drain-end.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'

/** The next automatic transition if the closed form says when a version is empty. */
export const findComputedTransition = <V extends VersionFacts>(version: V): AutomaticTransition<V> | null =>
  findNextTransition(version, isDraining(version) ? computeDrainEnd(version) : null)

/** All automatic transitions due by `at`, in order. The last one contains the current version. */
export function listTransitionsUntil<V extends VersionFacts>(version: V, at: Instant): readonly AutomaticTransition<V>[] {
  const transitions: AutomaticTransition<V>[] = []
  for (let next = findComputedTransition(version); next !== null && next.at <= at; next = findComputedTransition(next.version))
    transitions.push(next)
  return transitions
}
