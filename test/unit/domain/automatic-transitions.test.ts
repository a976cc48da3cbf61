import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findEmptyAt, countPopulation } from '#domain/population/population.ts'
import { findNextTransition, supersede } from '#domain/automatic-transitions.ts'
import { findComputedTransition, listTransitionsUntil } from '#test/unit/domain/population/list-transitions.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { buildActivity, day, buildFlow, hour, buildLife, monday } from '#test/unit/domain/population/example-life.ts'
import { cases, generateLives, generateLivesAt } from '#test/unit/domain/population/arbitraries.ts'

const threeDays = buildFlow(10, buildActivity('wait', 'wait', 3 * day, 'end'), buildActivity('end', 'end', 0))
const forever = buildFlow(10, buildActivity('wait', 'wait', Infinity, 'end'), buildActivity('end', 'end', 0))
const emptyFlow = buildFlow(0, buildActivity('end', 'end', 0))

const summarizeTransitions = (version: VersionFacts, at: Instant) =>
  listTransitionsUntil(version, at).map(({ at: when, trigger, version: { status } }) => ({ when, trigger, status }))

describe('a live version with an end date', () => {
  const version = buildLife(threeDays, { endsAt: monday + 5 * day })

  test('is left alone until then', () => {
    expect(summarizeTransitions(version, monday + 5 * day - 1)).toEqual([])
  })

  test('closes at that moment, and is finished when the last person has left', () => {
    const changes = summarizeTransitions(version, monday + 60 * day)

    expect(changes).toEqual([
      { when: monday + 5 * day, trigger: 'endDate', status: 'closed' },
      { when: monday + 8 * day, trigger: 'drained', status: 'finished' },
    ])
  })

  test('closes at its publication if the date was over by then', () => {
    const late = buildLife(emptyFlow, { endsAt: monday - day })

    expect(summarizeTransitions(late, monday)).toEqual([
      { when: monday, trigger: 'endDate', status: 'closed' },
      { when: monday, trigger: 'drained', status: 'finished' },
    ])
  })
})

test('a closed version stays as it is while it is not known when the last person leaves', () => {
  const version = buildLife(threeDays, { status: 'closed', closedAt: monday + day })

  expect(findNextTransition(version, null)).toBeNull()
  expect(findNextTransition(version, { at: monday + 2 * day, isTimeout: false })).toMatchObject({
    at: monday + 2 * day,
    trigger: 'drained',
  })
})

describe('a paused version', () => {
  const paused = { status: 'paused', pauses: [{ from: monday + 2 * day, to: monday + 4 * day }] } as const

  test('resumes when its pause is over', () => {
    const version = buildLife(threeDays, paused)

    const changes = summarizeTransitions(version, monday + 60 * day)

    expect(summarizeTransitions(version, monday + 4 * day - 1)).toEqual([])
    expect(changes).toEqual([{ when: monday + 4 * day, trigger: 'pauseOver', status: 'live' }])
  })

  test('resumes, and then closes at its end date', () => {
    const version = buildLife(threeDays, { ...paused, endsAt: monday + 6 * day })

    const changes = summarizeTransitions(version, monday + 6 * day)

    expect(changes.map(({ when, trigger }) => [when, trigger])).toEqual([
      [monday + 4 * day, 'pauseOver'],
      [monday + 6 * day, 'endDate'],
    ])
  })

  test('whose end date passes during the pause closes as soon as the pause is over', () => {
    const version = buildLife(threeDays, { ...paused, endsAt: monday + 3 * day })

    const changes = summarizeTransitions(version, monday + 4 * day)

    expect(changes.map(({ when, trigger }) => [when, trigger])).toEqual([
      [monday + 4 * day, 'pauseOver'],
      [monday + 4 * day, 'endDate'],
    ])
  })
})

describe('a closed version', () => {
  test('is finished when the last person inside has left', () => {
    const version = buildLife(threeDays, { status: 'closed', closedAt: monday + 5 * day + 30 * 60_000 })

    const [change] = listTransitionsUntil(version, monday + 60 * day)

    expect(change).toMatchObject({ trigger: 'drained', version: { status: 'finished', finishedAt: change?.at } })
    expect(countPopulation(version, change!.at).inside).toBe(0)
    expect(countPopulation(version, change!.at - 1).inside).toBeGreaterThan(0)
  })

  test('is finished when the global timeout has taken the last person out', () => {
    const version = buildLife(forever, { status: 'closed', closedAt: monday + 5 * day, globalTimeout: 30 * day })

    const changes = summarizeTransitions(version, monday + 100 * day)

    expect(changes).toEqual([{ when: monday + 35 * day, trigger: 'globalTimeout', status: 'finished' }])
  })

  test('that had no entrance is finished at the moment it closed', () => {
    const version = buildLife(emptyFlow, { status: 'closed', closedAt: monday + 5 * day })

    expect(summarizeTransitions(version, monday + 5 * day)).toEqual([{ when: monday + 5 * day, trigger: 'drained', status: 'finished' }])
  })
})

test.each(['draft', 'test', 'stopped', 'finished'] as const)('a version that is %s never changes by itself', (status) => {
  const version = buildLife(threeDays, { status, endsAt: monday + day, pauses: [{ from: monday, to: monday + day }] })

  expect(findComputedTransition(version)).toBeNull()
  expect(listTransitionsUntil(version, monday + 1000 * day)).toEqual([])
})

describe('publishing a newer version', () => {
  const at = monday + 5 * day

  test('closes a live one', () => {
    const change = supersede(buildLife(threeDays), at)

    expect(change).toMatchObject({ at, trigger: 'newerVersion', version: { status: 'closed', closedAt: at } })
  })

  test('makes a paused one resume and close: people held inside walk on', () => {
    const paused = buildLife(threeDays, { status: 'paused', pauses: [{ from: at - hour, to: at + day }] })

    const change = supersede(paused, at)

    expect(change?.version).toMatchObject({ status: 'closed', closedAt: at, pauses: [{ from: at - hour, to: at }] })
  })

  test.each(['draft', 'test', 'closed', 'stopped', 'finished'] as const)('leaves one that is %s as it is', (status) => {
    expect(supersede(buildLife(threeDays, { status }), at)).toBeNull()
  })
})

describe('whatever happens by itself', () => {
  const span = (version: VersionFacts, at: Instant) => listTransitionsUntil(version, at).at(-1)?.version ?? version

  test('is the same whether one looked in between or not', () => {
    fc.assert(
      fc.property(generateLivesAt(2), ([version, [sooner = 0, later = 0]]) => {
        const between = listTransitionsUntil(version, sooner)
        const rest = listTransitionsUntil(span(version, sooner), later)

        expect([...between, ...rest]).toEqual(listTransitionsUntil(version, later))
      }),
      cases(500),
    )
  })

  test('happens in order, not before the version was live, and comes to an end', () => {
    fc.assert(
      fc.property(generateLives(), (version) => {
        const changes = listTransitionsUntil(version, monday + 10_000 * day)
        const times = changes.map(({ at }) => at)

        expect(times).toEqual(times.toSorted((one, other) => one - other))
        expect(times.every((at) => at >= (version.publishedAt ?? 0))).toBe(true)
        expect(changes.every(({ at, version: then }) => (findComputedTransition(then)?.at ?? Infinity) >= at)).toBe(true)
        expect(changes.length).toBeLessThanOrEqual(3)
      }),
      cases(500),
    )
  })

  test('finishes a version exactly when it is empty', () => {
    fc.assert(
      fc.property(generateLives(), (version) => {
        const finish = listTransitionsUntil(version, monday + 10_000 * day).find(({ version: { finishedAt } }) => finishedAt !== null)

        if (finish) {
          expect(finish.at).toBe(findEmptyAt(finish.version))
          expect(countPopulation(finish.version, finish.at).inside).toBe(0)
          expect(finish.at).toBeGreaterThanOrEqual(finish.version.closedAt ?? Infinity)
        }
      }),
      cases(500),
    )
  })
})
