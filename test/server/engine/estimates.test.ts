import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeClosingImpact, closeAt } from '#domain/population/impact.ts'
import { createPopulationAt, countPopulation, type PopulationCounts } from '#domain/population/population.ts'
import { estimateImpact } from '#server/engine/estimates/estimate-impact.ts'
import { sampleCounts } from '#server/engine/estimates/sample-counts.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { generateFlows } from '#test/unit/domain/population/arbitraries.ts'
import { buildLife, day, hour, monday } from '#test/unit/domain/population/example-life.ts'

/** A version that people have entered for days, which is closed now or was before. The closed form says what comes of it. */
const anyDrain = fc
  .record({
    flow: generateFlows(fc.integer({ min: 20, max: 2_000 })),
    globalTimeout: fc.oneof(fc.constantFrom(91 * day, 30 * day), fc.integer({ min: day, max: 12 * day })),
    livedMs: fc.integer({ min: 2 * hour, max: 40 * day }),
    closedForMs: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 3 * day })),
  })
  .map(({ flow, globalTimeout, livedMs, closedForMs }) => {
    const { lastsMs: _, ...entry } = flow.entry
    const facts = buildLife({ ...flow, entry }, { globalTimeout, ...(closedForMs > 0 && { status: 'closed', closedAt: monday + livedMs }) })
    const at = monday + livedMs + closedForMs
    return { facts, at, people: countPopulation(facts, at) }
  })
  .filter(({ people }) => people.inside >= 100)

const sum = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((total, number) => total + number, 0)

/** How far the estimate is from the outcome: of the last exit against the length of the drain, of messages and people against those inside. */
function measureErrors(facts: ReturnType<typeof buildLife>, people: PopulationCounts, at: number) {
  const record = buildVersion({ id: 'version', ...facts })
  const { closing } = estimateImpact(record, people, 0, at)
  const outcome = computeClosingImpact(facts, at)
  const drains = Math.max(hour, (outcome.lastExit ?? at) - at)
  const actualAt = createPopulationAt(closeAt(facts, at))
  const { forecast } = sampleCounts(record, [], people, { at, reachMs: 0, isClosable: true })
  const offsets = (forecast?.points ?? []).map((point) => Math.abs(point.inside - actualAt(point.at).inside))
  return {
    lastExit: Math.abs((closing.lastExit ?? at) - (outcome.lastExit ?? at)) / drains,
    messages: Math.abs(sum(closing.messages) - sum(outcome.messages)) / people.inside,
    timingOut: Math.abs(closing.timingOut - outcome.timingOut) / people.inside,
    curve: Math.max(...offsets) / people.inside,
  }
}

/** The largest error that is allowed in the middle of all drains, and in the worst one. */
const bounds = {
  lastExit: { median: 0.001, worst: 0.5 },
  messages: { median: 0.001, worst: 0.02 },
  timingOut: { median: 0.001, worst: 0.02 },
  // Where people come in a rhythm and stay for hours: the estimate takes their arrivals as even.
  curve: { median: 0.05, worst: 0.8 },
} as const

describe('estimate against outcome', () => {
  test('of random drains, the errors of last exit, messages, people who time out and people inside over time stay within bounds', () => {
    const drains = fc.sample(anyDrain, { numRuns: scaleCases(200, 60), seed: 14 })
    const errors = drains.map(({ facts, people, at }) => measureErrors(facts, people, at))

    for (const name of ['lastExit', 'messages', 'timingOut', 'curve'] as const) {
      const sorted = errors.map((each) => each[name]).toSorted((one, other) => one - other)
      expect(sorted[Math.floor(sorted.length / 2)], `${name}, median`).toBeLessThanOrEqual(bounds[name].median)
      expect(sorted.at(-1), `${name}, worst`).toBeLessThanOrEqual(bounds[name].worst)
    }
  })
})
