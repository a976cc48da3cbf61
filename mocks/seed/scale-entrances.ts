import type { Flow } from '#domain/flow.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { multiplyEntrances } from './path.ts'

/** The number of people a version is known by: entered in all once it is finished, stopped if it was, otherwise inside. */
export function measureSize(version: VersionFacts, at: Instant): number {
  const { entered, stopped, inside } = countPopulation(version, at)
  return version.finishedAt !== null ? entered : version.stoppedAt !== null ? stopped : inside
}

/** The flow of `version` with as many more or fewer people entering as give it the size `targetSize`, to within a few people. */
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
