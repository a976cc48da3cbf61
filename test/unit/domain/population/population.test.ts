import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEmptyAt, countPopulation, type PopulationCounts } from '#domain/population/population.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { generatedCasesTimeoutMs } from '#test/support/test-size.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from './example-life.ts'
import { countWalks, simulateWalks } from './naive-simulation.ts'
import { anyPerHour, cases, fewPerHour, generateFlows, compressTime, generateLives, generateLivesAt } from './arbitraries.ts'

/** One person a minute gets an e-mail, which takes an hour, and waits two hours. */
const welcome = buildFlow(60, buildActivity('email', 'email', hour, 'wait'), buildActivity('wait', 'wait', 2 * hour))

const toTotals = ({ entered, inside, completed, stopped, timedOut }: PopulationCounts) => ({
  entered,
  inside,
  completed,
  stopped,
  timedOut,
})

describe('People walk a journey', () => {
  test('they enter at the rhythm of the flow and move on when their time is up', () => {
    const version = buildLife(welcome)

    const people = countPopulation(version, monday + 5 * hour)

    expect(toTotals(people)).toEqual({ entered: 300, inside: 180, completed: 120, stopped: 0, timedOut: 0 })
    expect(people.activities).toEqual({
      email: { arrived: 300, inside: 60, passed: 240, stopped: 0, timedOut: 0 },
      wait: { arrived: 240, inside: 120, passed: 120, stopped: 0, timedOut: 0 },
    })
  })

  test('no people move on a millisecond early', () => {
    const version = buildLife(welcome)
    const firstEnters = monday + minute

    const entered = [-1, 0].map((ms) => countPopulation(version, firstEnters + ms).entered)
    const arrivedAtWait = [-1, 0].map((ms) => countPopulation(version, firstEnters + hour + ms).activities['wait']?.arrived)
    const completed = [-1, 0].map((ms) => countPopulation(version, firstEnters + 3 * hour + ms).completed)

    expect([entered, arrivedAtWait, completed]).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ])
  })

  test('the rhythm follows the hours of the day, in UTC, day after day', () => {
    const hourly = Array<number>(24).fill(0).with(9, 100).with(10, 50)
    const version = buildLife({ ...welcome, entry: { type: 'businessEvent', hourly } }, { publishedAt: monday + 9 * hour + 30 * minute })

    const entered = [9.5, 10, 10.5, 11, 24 + 9, 24 + 9.25, 48, 240].map((hours) => countPopulation(version, monday + hours * hour).entered)

    expect(entered).toEqual([0, 50, 75, 100, 100, 125, 250, 100 + 9 * 150])
  })

  test('an audience that is read once enters within the time this lasts', () => {
    const audience = buildLife({
      ...welcome,
      entry: { type: 'readAudience', hourly: Array<number>(24).fill(1_000_000), lastsMs: 90 * minute },
    })

    const entered = [0, 30, 90, 91, 600].map((minutes) => countPopulation(audience, monday + minutes * minute).entered)

    expect(entered).toEqual([0, 500_000, 1_500_000, 1_500_000, 1_500_000])
  })

  test('a tenth of a person an hour makes a person every ten hours, however the fractions round', () => {
    const rare = buildLife(buildFlow(0.1, buildActivity('wait', 'wait', Infinity)))

    const entered = [10, 20, 30, 70, 100, 1000].map((hours) => countPopulation(rare, monday + hours * hour).entered)

    expect(entered).toEqual([1, 2, 3, 7, 10, 100])
  })

  test('rounding loses no people at midnight', () => {
    const hourly = Array<number>(24).fill(0).with(0, 0.0799999996)
    const version = buildLife({ ...welcome, entry: { type: 'businessEvent', hourly } })

    const entered = [-1, 0].map((ms) => countPopulation(version, monday + 25 * day + ms).entered)

    expect(entered).toEqual([1, 1])
  })

  test('at a fork each way gets its share of every hundred people', () => {
    const opened = buildActivity('opened?', 'condition', 0, { yes: 30, no: 69, maybe: 1 })
    const version = buildLife(buildFlow(100, opened, ...['yes', 'no', 'maybe'].map((id) => buildActivity(id, 'wait', day))))

    const { activities } = countPopulation(version, monday + 7 * hour)

    expect(['yes', 'no', 'maybe'].map((id) => activities[id]?.inside)).toEqual([210, 483, 7])
  })

  test('a version that was never published has no people, nor has any before its publication', () => {
    const draft = buildLife(welcome, { status: 'draft', publishedAt: null })

    const people = [
      countPopulation(draft, monday + day),
      countPopulation(buildLife(welcome), monday),
      countPopulation(buildLife(welcome), monday - day),
    ]

    const noPeople = { entered: 0, inside: 0, completed: 0, stopped: 0, timedOut: 0 }
    expect(people.map(toTotals)).toEqual([noPeople, noPeople, noPeople])
  })
})

describe('The life of a version acts on its people', () => {
  test('closed, no people enter and those inside walk on to the end', () => {
    const version = buildLife(welcome, { status: 'closed', closedAt: monday + 4 * hour })

    const hours = [4, 5, 6, 7].map((hoursLater) => toTotals(countPopulation(version, monday + hoursLater * hour)))

    expect(hours.map(({ entered }) => entered)).toEqual([240, 240, 240, 240])
    expect(hours.map(({ inside }) => inside)).toEqual([180, 120, 60, 0])
    expect(findEmptyAt(version)).toBe(monday + 7 * hour)
  })

  test('stopped, all people inside are stopped where they are', () => {
    const version = buildLife(welcome, { status: 'stopped', stoppedAt: monday + 4 * hour })

    const before = countPopulation(version, monday + 4 * hour - 1)
    const after = [countPopulation(version, monday + 4 * hour), countPopulation(version, monday + 9 * day)]

    expect(toTotals(before)).toEqual({ entered: 239, inside: 180, completed: 59, stopped: 0, timedOut: 0 })
    for (const people of after) {
      expect(toTotals(people)).toEqual({ entered: 240, inside: 0, completed: 60, stopped: 180, timedOut: 0 })
      expect(people.activities['email']).toEqual({ arrived: 240, inside: 0, passed: 180, stopped: 60, timedOut: 0 })
    }
    expect(findEmptyAt(version)).toBe(monday + 4 * hour)
  })

  test('paused, no people enter or move on, and when it is over those who were due move on together', () => {
    const pause = { from: monday + 2 * hour, to: monday + 4 * hour }
    const version = buildLife(welcome, { pauses: [pause] })

    const inEmail = [2, 3, 4, 4.5].map((hours) => countPopulation(version, monday + hours * hour).activities['email']?.inside)
    const inWait = [2, 3, 4, 4.5].map((hours) => countPopulation(version, monday + hours * hour).activities['wait']?.inside)
    const entered = [2, 3, 4, 4.5].map((hours) => countPopulation(version, monday + hours * hour).entered)

    expect(entered).toEqual([120, 120, 120, 150])
    expect(inEmail).toEqual([60, 60, 0, 30])
    expect(inWait).toEqual([60, 60, 60, 60])
    expect(countPopulation(version, pause.to).completed).toBe(60)
    expect(countPopulation(version, pause.to + 2 * hour).completed).toBe(120)
  })

  test('due at the very moment a pause begins one still moves on; due in its last millisecond, one is held', () => {
    const due = monday + hour + minute
    const begins = buildLife(welcome, { pauses: [{ from: due, to: due + 1 }] })
    const ends = buildLife(welcome, { pauses: [{ from: due - minute / 2, to: due + 1 }] })

    const movedOn = [begins, ends].map((version) => [0, 1].map((ms) => countPopulation(version, due + ms).activities['email']?.passed))

    expect(movedOn).toEqual([
      [1, 1],
      [0, 1],
    ])
  })

  test('a wait goes on during a pause: who is not due before its end is not late', () => {
    const version = buildLife(buildFlow(60, buildActivity('wait', 'wait', day)), {
      pauses: [{ from: monday + hour, to: monday + 9 * hour }],
    })

    const completed = [day, day + minute, day + hour, day + 9 * hour].map((after) => countPopulation(version, monday + after).completed)

    expect(completed).toEqual([0, 1, 60, 60])
  })

  test('people who are still inside at the global timeout leave then, paused or not', () => {
    const slow = buildFlow(60, buildActivity('wait', 'wait', Infinity))
    const version = buildLife(slow, { globalTimeout: 3 * hour, pauses: [{ from: monday + 4 * hour, to: monday + 9 * hour }] })

    const hours = [3, 4, 5, 7].map((after) => toTotals(countPopulation(version, monday + after * hour)))

    expect(hours.map(({ entered }) => entered)).toEqual([180, 240, 240, 240])
    expect(hours.map(({ timedOut }) => timedOut)).toEqual([0, 60, 120, 240])
    expect(hours.map(({ inside }) => inside)).toEqual([180, 180, 120, 0])
  })

  test('people who reach the end at the very moment of the timeout have completed; a millisecond later is too late', () => {
    const [inTime, late] = [3 * hour, 3 * hour - 1].map((globalTimeout) => buildLife(welcome, { globalTimeout }))

    const people = [inTime, late].map((version) => version && toTotals(countPopulation(version, monday + 3 * hour + minute)))

    expect(people.map((counts) => counts?.completed)).toEqual([1, 0])
    expect(people.map((counts) => counts?.timedOut)).toEqual([0, 1])
  })

  test('a pause makes late only those whom it holds', () => {
    const pauses = [{ from: monday + 2 * hour, to: monday + 3 * hour }]
    const version = buildLife(welcome, { globalTimeout: 3 * hour + 30 * minute, pauses })

    const { completed, timedOut, inside } = toTotals(countPopulation(version, monday + 12 * hour))

    // Entered 1:00–1:30 and held in the e-mail until 3:00, they would end at 5:00, more than 3:30 later.
    expect(timedOut).toBe(29)
    expect({ completed, inside }).toEqual({ completed: 120 + 6 * 60 - 29, inside: 180 })
  })
})

/** Thousands of lives take seconds; on a busy machine, many. */
const propertyTimeout = { timeout: generatedCasesTimeoutMs }

describe('Whatever the flow, the life and the moment', propertyTimeout, () => {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

  const states = ['arrived', 'inside', 'passed', 'stopped', 'timedOut'] as const

  /** Everything that must hold of one population on its own. */
  function expectConserved(version: VersionFacts, people: PopulationCounts) {
    const tallies = Object.values(people.activities)
    for (const count of [...Object.values(toTotals(people)), ...tallies.flatMap((tally) => states.map((state) => tally[state]))]) {
      if (!Number.isSafeInteger(count) || count < 0) throw new Error(`${count} people`)
    }
    const { activities } = version.flow
    const tally = (id: string) => people.activities[id]!
    const inAll = (state: (typeof states)[number]) => sum(tallies.map((one) => one[state]))
    expect({
      entered: tally(activities[0]!.id).arrived,
      inside: inAll('inside'),
      stopped: inAll('stopped'),
      timedOut: inAll('timedOut'),
      completed: sum(activities.map(({ id, next }) => (next.length === 0 ? tally(id).passed : 0))),
    }).toEqual(toTotals(people))
    expect(people.inside + people.completed + people.stopped + people.timedOut).toBe(people.entered)
    expect(tallies.map(({ inside, passed, stopped, timedOut }) => inside + passed + stopped + timedOut)).toEqual(
      tallies.map(({ arrived }) => arrived),
    )
    const forks = activities.filter(({ next }) => next.length > 0)
    expect(forks.map(({ next }) => sum(next.map(({ to }) => tally(to).arrived)))).toEqual(forks.map(({ id }) => tally(id).passed))
  }

  /** What has happened to people: in all, and at each activity, so on each way into one and out of one. */
  const past = ({ entered, completed, timedOut, stopped, activities }: PopulationCounts) => [
    entered,
    completed,
    timedOut,
    stopped,
    ...Object.values(activities).flatMap((tally) => [tally.arrived, tally.passed, tally.timedOut, tally.stopped]),
  ]

  test('on every way and at every activity no people are lost or counted twice, and what has happened never becomes less', () => {
    const paths = fc.oneof({ weight: 24, arbitrary: generateFlows() }, { weight: 1, arbitrary: generateFlows(anyPerHour, 50) })

    fc.assert(
      fc.property(generateLivesAt(2, generateLives(paths)), ([version, times]) => {
        let before: readonly number[] = []
        for (const at of times) {
          const people = countPopulation(version, at)
          expectConserved(version, people)
          const now = past(people)
          if (before.some((count, place) => count > now[place]!)) throw new Error('a count fell')
          before = now
        }
      }),
      cases(20_000),
    )
  })

  test('no people enter before it is published or once it is closed, and none are inside once it is stopped', () => {
    fc.assert(
      fc.property(generateLivesAt(2), ([version, times]) => {
        for (const at of times) {
          const people = countPopulation(version, at)
          const { publishedAt, closedAt, stoppedAt } = version
          if (publishedAt === null || at <= publishedAt) expect(people.entered).toBe(0)
          if (closedAt !== null && at >= closedAt) expect(people.entered).toBe(countPopulation(version, closedAt).entered)
          if (stoppedAt !== null && at >= stoppedAt) expect(people.inside).toBe(0)
          else expect(people.stopped).toBe(0)
        }
      }),
      cases(5_000),
    )
  })

  test('it depends on nothing that happens later', () => {
    const soFar = (version: VersionFacts, at: Instant): VersionFacts => ({
      ...version,
      pauses: version.pauses.filter(({ from }) => from < at).map(({ from, to }) => ({ from, to: to > at ? to + day : to })),
      closedAt: version.closedAt !== null && version.closedAt < at ? version.closedAt : null,
      stoppedAt: version.stoppedAt !== null && version.stoppedAt <= at ? version.stoppedAt : null,
    })

    fc.assert(
      fc.property(generateLivesAt(2), ([version, times]) => {
        for (const at of times) expect(countPopulation(soFar(version, at), at)).toEqual(countPopulation(version, at))
      }),
      cases(5_000),
    )
  })

  test('at every fork people follow the shares, within rounding', () => {
    // A pause can take people out of the middle of the line, at each activity once; every cut rounds twice.
    const rounding = ({ pauses, flow: { activities } }: VersionFacts) =>
      pauses.length === 0 ? 2.4 : 4.8 * (1 + pauses.length * activities.length)

    fc.assert(
      fc.property(generateLivesAt(2), ([version, times]) => {
        for (const at of times) {
          const { activities } = countPopulation(version, at)
          for (const { id, next } of version.flow.activities) {
            for (const { to, share } of next) {
              const surplus = activities[to]!.arrived - (activities[id]!.passed * share) / 100
              expect(Math.abs(surplus)).toBeLessThanOrEqual(rounding(version) + 1e-6)
            }
          }
        }
      }),
      cases(5_000),
    )
  })

  test('the count is what one finds by following people one by one', () => {
    const followed = generateLivesAt(6, generateLives(generateFlows(fewPerHour)))

    fc.assert(
      fc.property(fc.oneof(followed, followed.map(compressTime)), ([version, times]) => {
        const walks = simulateWalks(version, Math.max(...times))
        for (const at of times) expect(countPopulation(version, at)).toEqual(countWalks(version, walks, at))
      }),
      cases(5_000),
    )
  })

  test('a closed or stopped version is empty at the moment it says, and not a millisecond before', () => {
    const ended = generateLivesAt(
      0,
      generateLives().filter(({ closedAt, stoppedAt }) => closedAt !== null || stoppedAt !== null),
    )

    fc.assert(
      fc.property(fc.oneof(ended, ended.map(compressTime)), ([version]) => {
        const at = findEmptyAt(version)

        const shutAt = Math.min(version.closedAt ?? Infinity, version.stoppedAt ?? Infinity)
        expect(at).toBeGreaterThanOrEqual(shutAt)
        expect(at).toBeLessThanOrEqual(Math.min(shutAt + version.globalTimeout, version.stoppedAt ?? Infinity))
        expect(countPopulation(version, at).inside).toBe(0)
        if (at > shutAt) expect(countPopulation(version, at - 1).inside).toBeGreaterThan(0)
      }),
      cases(5_000),
    )
  })
})
