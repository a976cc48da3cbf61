import type { Engine, Measured, PeopleCounts } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { inactivityThresholdMs, type Advice } from '#domain/advice.ts'
import { findStartOfDay } from '#domain/days.ts'
import { decide, permissions } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { getCurrentTransaction } from '#server/store/current-transaction.ts'
import type { Database } from '#server/store/tables.ts'
import { enterPeople } from './enter-people.ts'
import { estimateImpact, findStalled, sumByChannel } from './estimates/estimate-impact.ts'
import { forecastDrain } from './estimates/forecast-drain.ts'
import { sampleCounts } from './estimates/sample-counts.ts'
import { findPerson } from './find-person.ts'
import { applyToFence, closeFence } from './fence.ts'
import { countInside, countPeople, findLastExit, readHours, readStopWork, type HourCounts } from './read-counts.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const measure = <T extends object>(numbers: T, asOf: Instant, basis: Measured<T>['basis']): Measured<T> => ({ ...numbers, asOf, basis })

const isOnHour = (at: Instant): boolean => at % hourMs === 0

/** Sums a count of the hours from one moment to another. Of an hour that is partly in between, the same part counts. */
function sumHours(hours: readonly HourCounts[], name: 'entered' | 'refused', from: Instant, to: Instant): number {
  const parts = hours.map(({ hour, [name]: count }) => {
    const overlap = Math.min(hour + hourMs, to) - Math.max(hour, from)
    return count * Math.min(1, Math.max(0, overlap / hourMs))
  })
  return Math.round(parts.reduce((sum, part) => sum + part, 0))
}

/**
 * The engine whose people are in the database of the store, where walkers move them. Numbers of people are counted; what is to come is estimated
 * from the flow and the counts. Inside a transaction of the store it uses that transaction.
 */
export function createWalkerEngine(database: Database, asksForAddress = false): Engine {
  const connection = () => getCurrentTransaction() ?? database
  const count = (version: VersionRecord) => countPeople(connection(), version)

  const adviseOnLive = async (version: VersionRecord, inside: number, at: Instant): Promise<Advice | null> => {
    const { publishedAt, flow } = version
    if (publishedAt === null) return null
    const end = publishedAt + (flow.entry.lastsMs ?? Infinity)
    if (flow.entry.type === 'readAudience' && end <= at) return { reasonCode: 'audienceRan', since: end, people: inside }
    if (publishedAt > at - inactivityThresholdMs) return null
    const last = (await readHours(connection(), version.id)).findLast(({ entered }) => entered > 0)
    const since = last === undefined ? publishedAt : last.hour + hourMs
    return since > at - inactivityThresholdMs ? null : { reasonCode: 'nobodyEnters', since, people: inside }
  }

  const adviseOn = async (version: VersionRecord, inside: number, at: Instant): Promise<Advice | null> => {
    const isOpen = decide(version, 'pause', permissions).allowed
    if (isOpen) return adviseOnLive(version, inside, at)
    if (version.closedAt === null || inside === 0) return null
    const stall = findStalled(version, await count(version), at)
    return stall && { reasonCode: 'stalls', since: version.closedAt, people: stall.people }
  }

  return {
    asksForAddress,
    fence: async (version) => void (await closeFence(connection(), version.id)),
    applyChange: async (version) => void (await applyToFence(connection(), version)),
    enter: (version, people, at) => enterPeople(database, version.id, people, at),
    countInside: async (versions, at) => measure({ inside: await countInside(connection(), versions) }, at, 'exact'),
    countPeople: async (version, at) => {
      const people = await count(version)
      const midnight = findStartOfDay(at, version.timeZone)
      const enteredToday = sumHours(await readHours(connection(), version.id), 'entered', midnight, Infinity)
      const counts: PeopleCounts = { ...people, enteredToday, stall: findStalled(version, people, at) }
      return measure(counts, at, 'exact')
    },
    countEntered: async (versions, from, to) => {
      const entered = new Map<string, number>()
      for (const { id } of versions) entered.set(id, sumHours(await readHours(connection(), id), 'entered', from, to))
      return measure({ entered }, to, isOnHour(from) && isOnHour(to) ? 'exact' : 'estimate')
    },
    sampleOverTime: async (version, reachMs, at) => {
      const isClosable = decide(version, 'close', permissions).allowed
      const hours = await readHours(connection(), version.id)
      const sampled = sampleCounts(version, hours, await count(version), { at, reachMs, isClosable })
      return measure(sampled, at, 'estimate')
    },
    computeImpact: async (version, at) => {
      const hours = await readHours(connection(), version.id)
      const entrancesNextDay = decide(version, 'pause', permissions).allowed ? sumHours(hours, 'entered', at - dayMs, at) : 0
      return measure(estimateImpact(version, await count(version), entrancesNextDay, at), at, 'estimate')
    },
    findDrainEnd: async (version, at) => {
      const people = await count(version)
      if (people.inside === 0) return measure({ drainEnd: await findLastExit(connection(), version, at) }, at, 'exact')
      const { lastExitAfter, timingOut } = forecastDrain(version, people.activities, at)
      return measure({ drainEnd: { at: at + lastExitAfter, isTimeout: timingOut > 0 } }, at, 'estimate')
    },
    createReceipt: async (version, { action, at, until }) => {
      const refused = sumHours(await readHours(connection(), version.id), 'refused', Math.floor(at / hourMs) * hourMs, until)
      if (action === 'close')
        return measure({ stopped: 0, messagesNotSent: sumByChannel([], () => 0), entrancesRefused: refused }, until, 'exact')
      const people = await count(version)
      const { countPassing } = forecastDrain(version, people.activities, at, 'stopped')
      const messagesNotSent = sumByChannel(version.flow.activities, countPassing)
      const entrancesRefused = version.closedAt === null ? refused : 0
      const { refused: messagesRefused } = await readStopWork(connection(), version.id)
      const sent = Object.values(sumByChannel(version.flow.activities, ({ id }) => people.activities[id]?.passed ?? 0))
      const accepted = sent.reduce((total, each) => total + each, 0) - messagesRefused
      const handedOver = { accepted, refused: messagesRefused }
      return measure({ stopped: people.stopped, messagesNotSent, entrancesRefused, handedOver }, until, 'estimate')
    },
    findPerson: (personId, by, at) => findPerson(database, personId, by, at),
    readProgress: async (version) => {
      if (version.stoppedAt === null) return null
      const { cleaned, isCleaning } = await readStopWork(connection(), version.id)
      return isCleaning ? { executions: (await count(version)).stopped, cleaned } : null
    },
    advise: async (versions, at) => {
      const inside = await countInside(connection(), versions)
      const advised = []
      for (const version of versions) {
        const advice = await adviseOn(version, inside.get(version.id) ?? 0, at)
        if (advice) advised.push({ version, advice })
      }
      return advised
    },
  }
}
