import type { Flow } from '#domain/flow.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { scaled } from './path.ts'

/** The number of people a version is known by: entered in all once it is finished, stopped if it was, otherwise inside. */
export function size(version: VersionFacts, at: Instant): number {
  const { entered, stopped, inside } = countPopulation(version, at)
  return version.finishedAt !== null ? entered : version.stoppedAt !== null ? stopped : inside
}

/** The flow of `version` with as many more or fewer people entering as give it the size `wanted`, to within a few people. */
export function calibrate(version: VersionFacts, at: Instant, wanted: number): Flow {
  let factor = 1
  let flow = version.flow
  for (let round = 0; round < 8; round++) {
    const got = size({ ...version, flow }, at)
    if (got === wanted) break
    factor *= got === 0 ? 1000 : (wanted + 0.5) / got
    flow = scaled(version.flow, factor)
  }
  return flow
}
