import { adviseOn } from '#domain/advice.ts'
import { findStartOfDay } from '#domain/days.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import { computeDrainEnd } from '#domain/population/drain-end.ts'
import { createEntranceCounter } from '#domain/population/entrances.ts'
import { computeClosingImpact, computeStoppingImpact } from '#domain/population/impact.ts'
import { sampleOverTime } from '#domain/population/over-time.ts'
import { countPopulation } from '#domain/population/population.ts'
import { createClosingReceipt, createStoppingReceipt } from '#domain/population/receipt.ts'
import { createExpectedEntranceCounter, findScheduledEntrances } from '#domain/population/scheduled.ts'
import { findStall } from '#domain/population/stall.ts'
import type { VersionFacts } from '#domain/version.ts'
import type { Engine, Measured } from './engine.ts'

const day = 86_400_000

/** The largest number of scheduled entrances in an impact. */
const maxEntrances = 3

const receiptByAction = { close: createClosingReceipt, stop: createStoppingReceipt } as const

const measureExactly = <T extends object>(numbers: T, asOf: number): Measured<T> => ({ ...numbers, asOf, basis: 'exact' })

const countEntered = (version: VersionFacts, from: number, to: number): number => {
  const enteredBy = createEntranceCounter(version)
  return enteredBy(to) - enteredBy(from)
}

/** The engine without executions: computes people by the closed form of `src/domain/population`, exactly and at any moment. */
export const createSimulatedEngine = (): Engine => ({
  fence: async () => {},
  applyChange: async () => {},
  enter: async () => null,
  countInside: async (versions, at) =>
    measureExactly({ inside: new Map(versions.map((version) => [version.id, countPopulation(version, at).inside])) }, at),
  countPeople: async (version, at) =>
    measureExactly(
      {
        ...countPopulation(version, at),
        enteredToday: countEntered(version, findStartOfDay(at, version.timeZone), at),
        stall: findStall(version, at),
      },
      at,
    ),
  countEntered: async (versions, from, to) =>
    measureExactly({ entered: new Map(versions.map((version) => [version.id, countEntered(version, from, to)])) }, to),
  sampleOverTime: async (version, reachMs, at) =>
    measureExactly(sampleOverTime(version, at, reachMs, decide(version, 'close', permissions).allowed), at),
  computeImpact: async (version, at) => {
    const enteredBy = createExpectedEntranceCounter(version)
    return measureExactly(
      {
        closing: computeClosingImpact(version, at),
        stopping: computeStoppingImpact(version, at),
        entrancesNextDay: enteredBy(at + day) - enteredBy(at),
        nextEntrances: findScheduledEntrances(version, at, maxEntrances),
      },
      at,
    )
  },
  findDrainEnd: async (version, at) => measureExactly({ drainEnd: computeDrainEnd(version) }, at),
  createReceipt: async (version, { action, at, until }) => measureExactly(receiptByAction[action](version, at, until), until),
  findPerson: async () => null,
  readProgress: async () => null,
  advise: async (versions, at) =>
    versions.flatMap((version) => {
      const advice = adviseOn(version, at)
      return advice ? [{ version, advice }] : []
    }),
})
