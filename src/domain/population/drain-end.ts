import type { DrainEnd } from '#domain/automatic-transitions.ts'
import type { VersionFacts } from '#domain/version.ts'
import { countPopulation, findEmptyAt } from './population.ts'

/** Computes when the last person leaves a version that is closed. */
export function computeDrainEnd(version: VersionFacts): DrainEnd {
  const at = findEmptyAt(version)
  return { at, isTimeout: countPopulation(version, at).timedOut > countPopulation(version, at - 1).timedOut }
}
