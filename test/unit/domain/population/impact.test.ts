import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { computeClosingImpact, computeStoppingImpact } from '#domain/population/impact.ts'
import { countPopulation } from '#domain/population/population.ts'
import type { VersionFacts } from '#domain/version.ts'
import { generatedCasesTimeoutMs } from '#test/support/test-size.ts'
import { buildActivity, day, buildFlow, hour, buildLife, minute, monday } from './example-life.ts'
import { countWalks, simulateWalks } from './naive-simulation.ts'
import { cases, fewPerHour, generateFlows, compressTime, generateLives, generateLivesAt } from './arbitraries.ts'
import { noMessages, countPassages, countMessages } from './message-oracle.ts'

/** Sixty people an hour wait an hour, get an e-mail, wait another hour; then half of them get a text message, and all reach the end. */
const reminder = buildFlow(
  60,
  buildActivity('first wait', 'wait', hour, 'email'),
  buildActivity('email', 'email', 0, 'second wait'),
  buildActivity('second wait', 'wait', hour, { sms: 50, 'end without': 50 }),
  buildActivity('sms', 'sms', minute, 'end with'),
  buildActivity('end with', 'end', 0),
  buildActivity('end without', 'end', 0),
)

describe('Closing a journey', () => {
  test('lets all people inside get what is still to come, until the last has left', () => {
    const version = buildLife(reminder)

    const impact = computeClosingImpact(version, monday + 5 * hour)

    // 60 in the first wait, 60 in the second; one of those who left it a moment ago is in the text message.
    expect(impact).toEqual({
      peopleInside: 121,
      messages: { ...noMessages, email: 60, sms: 61 },
      lastExit: monday + 7 * hour + minute,
      timingOut: 0,
    })
  })

  test('of one that has closed already, says what is still to come', () => {
    const version = buildLife(reminder, { status: 'closed', closedAt: monday + 5 * hour })

    const impact = computeClosingImpact(version, monday + 6 * hour)

    expect(impact.peopleInside).toBe(60)
    expect(impact.messages.email).toBe(0)
    expect(impact.lastExit).toBe(monday + 7 * hour + minute)
  })

  test('affects no people when the journey is empty', () => {
    const version = buildLife(reminder, { status: 'closed', closedAt: monday + 5 * hour })

    const impacts = [computeClosingImpact(version, monday + day), computeClosingImpact(buildLife(reminder), monday)]

    for (const impact of impacts) expect(impact).toEqual({ peopleInside: 0, messages: noMessages, lastExit: null, timingOut: 0 })
  })

  test('sends nothing to those whose time inside runs out first', () => {
    const version = buildLife(reminder, { globalTimeout: 90 * minute })

    const impact = computeClosingImpact(version, monday + 5 * hour)

    expect(impact.messages).toEqual({ ...noMessages, email: 60 })
    expect(impact.lastExit).toBe(monday + 6 * hour + 30 * minute)
    // Nobody walks the two hours: all who are inside run out of time in one of the waits.
    expect([impact.peopleInside, impact.timingOut]).toEqual([90, 90])
  })

  test('of one that is paused, takes it to resume at that moment', () => {
    const pause = { from: monday + 2 * hour, to: monday + 14 * day }
    const version = buildLife(reminder, { status: 'paused', pauses: [pause] })

    const impact = computeClosingImpact(version, monday + 5 * hour)

    // All 120 inside are due: those in the first wait get the e-mail now, and the second wait begins for them.
    expect(impact).toEqual({
      peopleInside: 120,
      messages: { ...noMessages, email: 60, sms: 60 },
      lastExit: monday + 6 * hour + minute,
      timingOut: 0,
    })
  })

  test('of one that is paused, lets those go in time whom the pause held until the moment of their timeout', () => {
    const version = buildLife(buildFlow(60, buildActivity('wait', 'wait', hour)), {
      status: 'paused',
      globalTimeout: 2 * hour,
      pauses: [{ from: monday + hour, to: monday + 14 * day }],
    })

    const impacts = [0, minute].map((after) => computeClosingImpact(version, monday + 2 * hour + minute + after))

    // The first came in at 0:01. At 2:01 they are let go at the very moment at which they would be stopped.
    expect(impacts.map(({ peopleInside, timingOut }) => [peopleInside, timingOut])).toEqual([
      [59, 0],
      [58, 0],
    ])
  })
})

describe('Stopping a journey', () => {
  test('cuts off all people inside, and their messages are never sent', () => {
    const version = buildLife(reminder)

    const impact = computeStoppingImpact(version, monday + 5 * hour)

    expect(impact.peopleInside).toBe(121)
    expect(impact.messages).toEqual(computeClosingImpact(version, monday + 5 * hour).messages)
  })

  test('counts those who have only an end ahead of them', () => {
    const lastEmail = buildActivity('last', 'email', hour, 'end')
    const version = buildLife(
      buildFlow(60, buildActivity('wait', 'wait', hour, 'last'), lastEmail, buildActivity('end', 'end', 30 * minute)),
    )
    const openEnded = buildLife(buildFlow(60, buildActivity('wait', 'wait', hour, 'last'), { ...lastEmail, next: [] }))
    const unusedBranch = buildActivity('last', 'email', hour, { end: 100, wait: 0 })
    const oneWay = buildLife(buildFlow(60, unusedBranch, buildActivity('end', 'end', 0), buildActivity('wait', 'wait', hour)))

    const impacts = [version, openEnded, oneWay].map((one) => computeStoppingImpact(one, monday + 5 * hour))

    expect(impacts.map(({ oneStepFromEnd }) => oneStepFromEnd)).toEqual([90, 60, 60])
  })

  test('says whom it owes what they were promised, and what has been handed over', () => {
    const promise = (id: string, takes: number, next: string) => ({ ...buildActivity(id, 'email', takes, next), promised: true as const })
    const steps = [promise('confirmation', hour, 'wait'), buildActivity('wait', 'wait', hour, 'voucher'), promise('voucher', 0, 'end')]
    const version = buildLife(buildFlow(60, ...steps, buildActivity('end', 'end', 0)))

    const impacts = [
      computeStoppingImpact(version, monday + 5 * hour),
      computeStoppingImpact({ ...version, closedAt: monday + 5 * hour }, monday + 6 * hour),
    ]

    expect(impacts.map(({ promised }) => promised.map(({ activity: { id }, people }) => [id, people]))).toEqual([
      [
        ['confirmation', 60],
        ['voucher', 120],
      ],
      [['voucher', 60]],
    ])
    expect(impacts.map(({ alreadySent }) => alreadySent)).toEqual([
      { ...noMessages, email: 240 + 180 },
      { ...noMessages, email: 300 + 240 },
    ])
  })

  test('of one that has been stopped already, affects no people', () => {
    const version = buildLife(reminder, { status: 'stopped', stoppedAt: monday + 5 * hour })

    const impact = computeStoppingImpact(version, monday + 6 * hour)

    const alreadySent = { ...noMessages, email: 240, sms: 89 }
    expect(impact).toEqual({ peopleInside: 0, messages: noMessages, oneStepFromEnd: 0, promised: [], alreadySent })
  })
})

/** Thousands of lives take seconds; on a busy machine, many. */
const propertyTimeout = { timeout: generatedCasesTimeoutMs }

describe('Whatever the flow, the life and the moment', propertyTimeout, () => {
  const live = generateLives(generateFlows(fewPerHour, 6)).filter(
    ({ publishedAt, stoppedAt }) => publishedAt !== null && stoppedAt === null,
  )

  test('what closing promises is what those inside then get, one by one', () => {
    fc.assert(
      fc.property(fc.oneof(generateLivesAt(1, live), generateLivesAt(1, live).map(compressTime)), ([version, [at = monday]]) => {
        const impact = computeClosingImpact(version, at)

        const closedAt = Math.min(at, version.closedAt ?? at)
        const pauses = version.pauses.filter(({ from }) => from <= at).map(({ from, to }) => ({ from, to: Math.min(to, at) }))
        const closed: VersionFacts = { ...version, status: 'closed', pauses, closedAt }
        const walks = simulateWalks(closed, closedAt)
        const before = countPopulation(version, at)
        const after = countWalks(closed, walks, closedAt + version.globalTimeout)
        const passed = countPassages(version, at)
        const stillPassed = version.flow.activities.map(({ id }, index) => after.activities[id]!.passed - passed[index]!)
        const leaves = walks.map((stays) => stays.at(-1)?.to ?? 0).filter((leavesAt) => leavesAt > at)
        expect(impact.peopleInside).toBe(before.inside)
        expect(impact.messages).toEqual(countMessages(version, stillPassed))
        expect(impact.lastExit).toBe(before.inside === 0 ? null : Math.max(at, ...leaves))
      }),
      cases(2_000),
    )
  })

  test('the people whom stopping says it cuts off are those who are then stopped', () => {
    fc.assert(
      fc.property(generateLivesAt(1, generateLives()), ([version, [at = monday]]) => {
        const impact = computeStoppingImpact(version, at)

        const before = countPopulation(version, at)
        const stopped = countPopulation({ ...version, status: 'stopped', stoppedAt: Math.min(at, version.stoppedAt ?? at) }, at)
        expect(impact.peopleInside).toBe(stopped.stopped - before.stopped)
        expect(impact.oneStepFromEnd).toBeLessThanOrEqual(impact.peopleInside)
        expect(impact.messages).toEqual(computeClosingImpact(version, at).messages)
      }),
      cases(1_000),
    )
  })
})
