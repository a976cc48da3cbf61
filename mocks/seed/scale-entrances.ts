import type { Flow } from '#domain/flow.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { multiplyEntrances } from './path.ts'

/** The size of a version: people entered in all if it is finished, people stopped if it was stopped, otherwise people inside. */
export function measureSize(version: VersionFacts, at: Instant): number {
  const { entered, stopped, inside } = countPopulation(version, at)
  return version.finishedAt !== null ? entered : version.stoppedAt !== null ? stopped : inside
}

/** Scales the entrances of `version` until its size is `targetSize`, to within a few people. Returns the flow. */
export function scaleEntrances(version: VersionFacts, at: Instant, targetSize: number): Flow {
  let factor = 1
  let flow = version.flow
  for (let round = 0; round < 8; round++) {
    const currentSize = measureSize({ ...version, flow }, at)
    if (currentSize === targetSize) break
    factor *= currentSize === 0 ? 1000 : (targetSize + 0.5) / currentSize
    flow = multiplyEntrances(version.flow, factor)
  }
  return flow
}
