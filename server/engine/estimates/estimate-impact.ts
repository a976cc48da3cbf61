import type { EndingImpact } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { channels, type Activity, type Channel } from '#domain/flow.ts'
import type { MessagesByChannel } from '#domain/population/impact.ts'
import type { PopulationCounts } from '#domain/population/population.ts'
import type { Stall } from '#domain/population/stall.ts'
import type { Instant } from '#domain/version.ts'
import { forecastDrain } from './forecast-drain.ts'

/** Sums a number of each sending activity by channel. */
export function sumByChannel(activities: readonly Activity[], count: (activity: Activity) => number): MessagesByChannel {
  const sums: Record<Channel, number> = { email: 0, sms: 0, push: 0, inApp: 0 }
  for (const activity of activities) {
    const channel = channels.find((known) => known === activity.kind)
    if (channel) sums[channel] += count(activity)
  }
  return sums
}

/** Estimates what closing or stopping would do to the people who were counted. `entrancesNextDay`: as many as in the last 24 hours. */
export function estimateImpact(version: VersionRecord, people: PopulationCounts, entrancesNextDay: number, at: Instant): EndingImpact {
  const { activities } = version.flow
  const forecast = forecastDrain(version, people.activities, at)
  const messages = sumByChannel(activities, forecast.countPassing)
  const ends = new Set(activities.filter(({ kind }) => kind === 'end').map(({ id }) => id))
  const isNearEnd = ({ next }: Activity) => next.every(({ to, share }) => share === 0 || ends.has(to))
  return {
    closing: {
      peopleInside: people.inside,
      messages,
      lastExit: people.inside === 0 ? null : at + forecast.lastExitAfter,
      timingOut: Math.min(people.inside, forecast.timingOut),
    },
    stopping: {
      peopleInside: people.inside,
      messages,
      oneStepFromEnd: activities.filter(isNearEnd).reduce((sum, { id }) => sum + (people.activities[id]?.inside ?? 0), 0),
      promised: activities
        .filter(({ promised }) => promised)
        .map((activity) => ({ activity, people: forecast.countPassing(activity) }))
        .filter((each) => each.people > 0),
      alreadySent: sumByChannel(activities, ({ id }) => people.activities[id]?.passed ?? 0),
    },
    entrancesNextDay,
    nextEntrances: [],
  }
}

/** The people of a closed version who wait at an activity without end: only the global timeout lets them leave. */
export function findStalled(version: VersionRecord, people: PopulationCounts, at: Instant): Stall | null {
  if (version.closedAt === null || people.inside === 0) return null
  const activities = version.flow.activities
    .filter(({ durationMs }) => durationMs > version.globalTimeout)
    .map((activity) => ({ activity, people: people.activities[activity.id]?.inside ?? 0 }))
    .filter((each) => each.people > 0)
    .toSorted((one, other) => other.people - one.people)
  const stalled = activities.reduce((sum, each) => sum + each.people, 0)
  return stalled === 0 ? null : { people: stalled, activities, until: Math.max(at, version.closedAt + version.globalTimeout) }
}
