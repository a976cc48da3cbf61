import type { Engine } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Store } from '#backend/store/store.ts'
import type { Instant } from '#domain/version.ts'

const hourMs = 3_600_000

/** The first run lets as many people enter as come in this time, in milliseconds. */
const firstMs = 2 * hourMs

/** How many people enter one version in one run at most. */
const maxPeople = 500

/** How many people are expected to enter a version between two moments, with fractions: as many as the flow says for the hour. */
const expectPeople = ({ flow }: VersionRecord, from: Instant, to: Instant): number =>
  ((flow.entry.hourly[new Date(to).getUTCHours()] ?? 0) * (to - from)) / hourMs

/**
 * Creates a generator of entrances, for sample journeys: each run lets people enter the live versions, as many as their flows say. Only for
 * trying the walker.
 */
export function createSampleEntrances(store: Store, engine: Engine, newId: () => string): (at: Instant) => Promise<number> {
  let last: Instant | null = null
  const fractions = new Map<string, number>()
  return async (at) => {
    const from = last ?? at - firstMs
    last = at
    const versions = await store.read(async (reader) => reader.versions((await reader.openVersions()).map(({ id }) => id)))
    let total = 0
    for (const version of versions) {
      const expected = expectPeople(version, from, at) + (fractions.get(version.id) ?? 0)
      fractions.set(version.id, expected % 1)
      const people = Array.from({ length: Math.min(maxPeople, Math.floor(expected)) }, () => ({ id: newId() }))
      if (people.length === 0) continue
      const results = (await engine.enter(version, people, at)) ?? []
      total += results.filter((result) => result === 'entered').length
    }
    return total
  }
}
