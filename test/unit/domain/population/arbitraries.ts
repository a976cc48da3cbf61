/** Random flows and lives, and the moments at which it is worth looking at them. */

import fc from 'fast-check'
import { activityKinds, entryTypes, type Activity, type FlowEntry, type Flow } from '#domain/flow.ts'
import type { Status } from '#domain/lifecycle.ts'
import type { Instant, VersionFacts, Pause } from '#domain/version.ts'
import { scaleCases } from '#test/support/test-size.ts'
import { day, hour, minute, monday } from './example-life.ts'

/** The number of random cases of a property that has `full` of them at the full size. */
export const cases = (full: number) => ({ numRuns: scaleCases(full, 50) })

/** The most steps from a case that fails to a simpler one: a single case can take long, because people are followed one by one. */
const maxShrinkSteps = 300

/** A length of time: often whole hours, so that many things fall on the same millisecond. */
const anyDuration = (longest: number) =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0, 1, minute) },
    { weight: 5, arbitrary: fc.integer({ min: 1, max: longest / hour }).map((hours) => hours * hour) },
    { weight: 3, arbitrary: fc.integer({ min: 0, max: longest }) },
  )

/** There in so many cases out of ten, else null. */
const sometimes = <T>(often: number, value: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
  fc.oneof({ weight: often, arbitrary: value }, { weight: 10 - often, arbitrary: fc.constant(null) })

/** People per hour that are few enough to be followed one by one; quarters, so that sums of them are exact. */
export const fewPerHour = fc.constantFrom(0, 0.25, 0.5, 1, 2, 2.75, 7)

/** People per hour of any magnitude, whole or not. */
export const anyPerHour = fc.oneof(
  fewPerHour,
  fc.constantFrom(60, 3600),
  fc.integer({ min: 0, max: 2_000_000 }),
  fc.double({ min: 0, max: 100_000, noNaN: true }),
)

const generateEntries = (perHour: fc.Arbitrary<number>): fc.Arbitrary<FlowEntry> =>
  fc
    .record({
      type: fc.constantFrom(...entryTypes),
      hourly: fc.oneof(
        perHour.map((rate) => Array<number>(24).fill(rate)),
        fc.array(perHour, { minLength: 24, maxLength: 24 }),
      ),
      lastsMs: sometimes(2, anyDuration(15 * day)),
    })
    .map(({ lastsMs, ...entry }) => (lastsMs === null ? entry : { ...entry, lastsMs }))

/** Whole shares that follow the weights and add up to 100. */
function toShares(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const upTo = (index: number) =>
    index === weights.length ? 100 : total === 0 ? 0 : Math.round((100 * weights.slice(0, index).reduce((sum, w) => sum + w, 0)) / total)
  return weights.map((_, index) => upTo(index + 1) - upTo(index))
}

const anyActivitySeed = fc.record({
  kind: fc.constantFrom(...activityKinds),
  takes: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(0, 1, minute, hour, 3 * hour, day) },
    { weight: 12, arbitrary: anyDuration(4 * day) },
    { weight: 1, arbitrary: fc.constant(Infinity) },
  ),
  /** Which of the activities before it leads to it: a small number for a long path, a large one for many forks. */
  after: fc.oneof(fc.constant(1), fc.nat(20)),
  weight: fc.oneof(fc.constantFrom(1, 100), fc.nat(10)),
  promised: fc.nat(4).map((times) => times === 0),
})

/** Flows of 1 to `longest` activities. */
export const generateFlows = (perHour: fc.Arbitrary<number> = anyPerHour, longest = 9): fc.Arbitrary<Flow> =>
  fc.tuple(generateEntries(perHour), fc.array(anyActivitySeed, { minLength: 1, maxLength: longest })).map(([entry, seeded]) => {
    const parents = seeded.map(({ after }, index) => (index === 0 ? -1 : index - 1 - ((after + index - 1) % index)))
    const activities = seeded.map(({ kind, takes, promised }, index): Activity => {
      const children = seeded.flatMap(({ weight }, child) => (parents[child] === index ? [{ to: `a${child}`, weight }] : []))
      const share = toShares(children.map(({ weight }) => weight))
      const next = children.map(({ to }, index) => ({ to, share: share[index] ?? 0 }))
      return { id: `a${index}`, kind, name: kind, durationMs: takes, next, ...(promised ? { promised } : {}) }
    })
    return { entry, activities }
  })

const anyPauses = fc.array(fc.record({ after: anyDuration(6 * day), lasts: anyDuration(4 * day) }), { maxLength: 3 })

/** A moment after another one; `null` stays `null`. */
const addDuration = (start: number, duration: number | null): number | null => (duration === null ? null : start + duration)

/** Pauses one after another, none of which begins after `end`, nor lasts longer than `closedAt`. Also the moment at which the last one ends. */
function placePauses(
  random: readonly { readonly after: number; readonly lasts: number }[],
  publishedAt: number,
  closedAt: number,
  end: number,
): { readonly pauses: readonly Pause[]; readonly resumed: number } {
  const pauses: Pause[] = []
  let resumed = publishedAt
  for (const { after, lasts } of random) {
    const from = resumed + after
    if (from > end) break
    resumed = Math.min(from + lasts, closedAt)
    pauses.push({ from, to: resumed })
  }
  return { pauses, resumed }
}

/** The status of a published version with these dates. */
function chooseStatus(stoppedAt: number | null, closedAt: number | null, isPaused: boolean): Status {
  if (stoppedAt !== null) return 'stopped'
  if (closedAt !== null) return 'closed'
  return isPaused ? 'paused' : 'live'
}

const generateUnlimitedLives = (flow: fc.Arbitrary<Flow>): fc.Arbitrary<VersionFacts> =>
  fc
    .record({
      flow,
      published: sometimes(9, anyDuration(2 * day)),
      pauses: anyPauses,
      pausedNow: fc.boolean(),
      closed: sometimes(5, anyDuration(20 * day)),
      stopped: sometimes(4, anyDuration(30 * day)),
      ends: sometimes(5, anyDuration(20 * day)),
      tested: fc.boolean(),
      globalTimeout: fc.oneof(fc.constantFrom(91 * day, 30 * day, day), anyDuration(12 * day)),
    })
    .map((random) => {
      const { flow: itsFlow, globalTimeout } = random
      const draft: VersionFacts = {
        status: random.tested ? 'test' : 'draft',
        flow: itsFlow,
        globalTimeout,
        publishedAt: null,
        endsAt: null,
        pauses: [],
        closedAt: null,
        stoppedAt: null,
        finishedAt: null,
      }
      if (random.published === null) return draft
      const publishedAt = monday + random.published
      const stoppedAt = addDuration(publishedAt, random.stopped)
      const closes = addDuration(publishedAt, random.closed)
      const closedAt = closes !== null && closes <= (stoppedAt ?? Infinity) ? closes : null
      const end = closedAt ?? stoppedAt ?? Infinity
      const { pauses, resumed } = placePauses(random.pauses, publishedAt, closedAt ?? Infinity, end)
      const status = chooseStatus(stoppedAt, closedAt, random.pausedNow && pauses.length > 0)
      const laterEnd = addDuration(stoppedAt ?? resumed, random.ends)
      const endsAt = laterEnd === null ? null : (closedAt ?? laterEnd)
      return { ...draft, status, publishedAt, endsAt, pauses, closedAt, stoppedAt }
    })

/** Lives such as the rules let them be, of versions with such flows: published or not, paused, closed, stopped, at most weeks long. */
export const generateLives = (flow: fc.Arbitrary<Flow> = generateFlows()): fc.Arbitrary<VersionFacts> =>
  fc.limitShrink(generateUnlimitedLives(flow), maxShrinkSteps)

/** A life and moments at which to look at it. */
export type LifeAt = readonly [VersionFacts, readonly Instant[]]

/** Moments at, just before and after the facts of a life, and anywhere in it and after it. */
export function generateMoments({ publishedAt, pauses: paused, closedAt, stoppedAt, globalTimeout }: VersionFacts): fc.Arbitrary<Instant> {
  const ended = [closedAt, stoppedAt].filter((fact) => fact !== null)
  const facts = [publishedAt ?? monday, ...ended, ...paused.flatMap(({ from, to }) => [from, to])]
  const later = fc.oneof(fc.constantFrom(-1, 0, 1, globalTimeout), anyDuration(3 * day), anyDuration(20 * day))
  return fc.tuple(fc.constantFrom(...facts), later).map(([fact, after]) => fact + after)
}

/** A life and moments of it, at a pace at which an hour takes a millisecond: people enter and are due in every one. */
export function compressTime([version, times]: LifeAt): LifeAt {
  const at = (moment: Instant) => monday + Math.floor((moment - monday) / hour)
  const orNull = (moment: Instant | null) => (moment === null ? null : at(moment))
  const { entry, activities } = version.flow
  const flow: Flow = {
    entry: {
      ...entry,
      hourly: entry.hourly.map((people) => people * hour),
      ...(entry.lastsMs === undefined ? {} : { lastsMs: Math.floor(entry.lastsMs / hour) }),
    },
    activities: activities.map((activity) => ({ ...activity, durationMs: Math.floor(activity.durationMs / hour) })),
  }
  const life: VersionFacts = {
    ...version,
    flow,
    globalTimeout: Math.floor(version.globalTimeout / hour),
    publishedAt: orNull(version.publishedAt),
    endsAt: orNull(version.endsAt),
    pauses: version.pauses.map(({ from, to }) => ({ from: at(from), to: at(to) })),
    closedAt: orNull(version.closedAt),
    stoppedAt: orNull(version.stoppedAt),
  }
  return [life, times.map(at)]
}

/** A random life and moments of it, in order. */
export const generateLivesAt = (count: number, life: fc.Arbitrary<VersionFacts> = generateLives()): fc.Arbitrary<LifeAt> =>
  fc.limitShrink(
    life.chain((version) =>
      fc
        .array(generateMoments(version), { minLength: count, maxLength: count })
        .map((times) => [version, times.toSorted((one, other) => one - other)] as const),
    ),
    maxShrinkSteps,
  )

/** A version as it stands at a moment: live, paused or closed, and nothing about it lies in the future but the end of its pause and its end date. */
function restrictToMoment([version, [moment = monday]]: LifeAt): readonly [VersionFacts, Instant] {
  const at = Math.max(moment, version.publishedAt ?? moment)
  const closedAt = version.closedAt !== null && version.closedAt <= at ? version.closedAt : null
  const begun = version.pauses.filter(({ from }) => from <= at)
  const open: Status = begun.some(({ to }) => at < to) ? 'paused' : 'live'
  const endsAt = closedAt !== null || (version.endsAt ?? 0) > at ? version.endsAt : null
  return [{ ...version, status: closedAt === null ? open : 'closed', pauses: begun, closedAt, endsAt }, at]
}

/** Random versions that people can be inside of, each as it stands at a moment of its life, some of them at a pace at which an hour takes a millisecond. */
export const generateRunningLives = (flow: fc.Arbitrary<Flow> = generateFlows()): fc.Arbitrary<readonly [VersionFacts, Instant]> => {
  const published = generateLivesAt(
    1,
    generateLives(flow).filter(({ publishedAt, stoppedAt }) => publishedAt !== null && stoppedAt === null),
  )
  return fc.oneof(published, published.map(compressTime)).map(restrictToMoment)
}
