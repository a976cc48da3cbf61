import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide, permissions } from '#domain/lifecycle.ts'
import { computeClosingImpact, computeStoppingImpact } from '#domain/population/impact.ts'
import { sampleOverTime } from '#domain/population/over-time.ts'
import { findEmptyAt, countPopulation } from '#domain/population/population.ts'
import { createClosingReceipt, createStoppingReceipt } from '#domain/population/receipt.ts'
import { findStall } from '#domain/population/stall.ts'
import { listTransitionsUntil } from '#test/unit/domain/population/list-transitions.ts'
import { applyAction } from '#domain/transitions.ts'
import type { Instant, VersionFacts } from '#domain/version.ts'
import { generatedCasesTimeoutMs } from '#test/support/test-size.ts'
import { day, hour, minute } from './example-life.ts'
import { cases, generateRunningLives } from './arbitraries.ts'
import { noMessages, countPassages, countMessages } from './message-oracle.ts'

/** Thousands of lives take seconds; on a busy machine, many. */
const propertyTimeout = { timeout: generatedCasesTimeoutMs }

/** The same version closed to new entrances at `at` by the very actions that a marketer has; one that is closed stays as it is. */
const closeAt = (version: VersionFacts, at: Instant): VersionFacts =>
  version.closedAt === null ? applyAction(version.status === 'paused' ? applyAction(version, 'resume', at) : version, 'close', at) : version

const anyDelay = fc.oneof(fc.constantFrom(0, 1, minute, hour, 40 * day, 400 * day), fc.nat(60 * day))
const subtract = (after: readonly number[], before: readonly number[]) => after.map((count, index) => count - before[index]!)

describe('Whatever the version and the moment', propertyTimeout, () => {
  test('what stopping says is what the receipt says at any time after, and what never happens', () => {
    fc.assert(
      fc.property(generateRunningLives(), anyDelay, ([version, at], after) => {
        const predicted = computeStoppingImpact(version, at)

        const stopped = applyAction(version, 'stop', at)
        const receipt = createStoppingReceipt(stopped, at, at + after)
        const passed = countPassages(stopped, at + after)
        const instead = closeAt(version, at)
        const missed = subtract(countPassages(instead, findEmptyAt(instead)), passed)
        const promised = version.flow.activities.flatMap(({ id, promised }, index) =>
          promised && missed[index]! > 0 ? [[id, missed[index]]] : [],
        )
        expect([receipt.stopped, receipt.messagesNotSent]).toEqual([predicted.peopleInside, predicted.messages])
        expect(countPopulation(stopped, at + after)).toMatchObject({ inside: 0, stopped: predicted.peopleInside })
        expect(countMessages(version, passed)).toEqual(predicted.alreadySent)
        expect(countMessages(version, missed)).toEqual(predicted.messages)
        expect(predicted.promised.map(({ activity, people }) => [activity.id, people])).toEqual(promised)
      }),
      cases(2_000),
    )
  })

  test('what closing says is what is counted until the last has left, at the moment it says', () => {
    fc.assert(
      fc.property(generateRunningLives(), ([version, at]) => {
        const predicted = computeClosingImpact(version, at)
        const forecast = sampleOverTime(version, at, Infinity, decide({ ...version, latest: true }, 'close', permissions).allowed).forecast

        const draining = closeAt(version, at)
        const leaves = predicted.lastExit ?? at
        const [before, after] = [countPopulation(draining, at), countPopulation(draining, leaves)]
        expect([after.inside, after.entered]).toEqual([0, before.entered])
        if (leaves > at) expect(countPopulation(draining, leaves - 1).inside).toBeGreaterThan(0)
        expect(countMessages(version, subtract(countPassages(draining, leaves), countPassages(version, at)))).toEqual(predicted.messages)
        expect(after.timedOut - before.timedOut).toBe(predicted.timingOut)
        if (version.status !== 'paused') expect(after.completed - before.completed).toBe(predicted.peopleInside - predicted.timingOut)
        if (version.status === 'paused') expect(forecast).toBeNull()
        else if (predicted.peopleInside > 0) expect(forecast?.emptyAt).toBe(leaves)
        else expect(countPopulation(draining, forecast!.emptyAt).inside).toBe(0)
      }),
      cases(2_000),
    )
  })

  test('those of whom it is said that they wait in vain are those whom the global timeout stops, the last of them when it says', () => {
    fc.assert(
      fc.property(generateRunningLives(), ([version, at]) => {
        const draining = closeAt(version, at)

        const predicted = findStall(draining, at)

        const [now, empty] = [countPopulation(draining, at), countPopulation(draining, findEmptyAt(draining))]
        const timedOut = version.flow.activities
          .map(({ id }) => [id, empty.activities[id]!.timedOut - now.activities[id]!.timedOut] as const)
          .filter(([, people]) => people > 0)
          .toSorted(([, one], [, other]) => other - one)
        expect(predicted?.activities.map(({ activity, people }) => [activity.id, people]) ?? []).toEqual(timedOut)
        expect(predicted?.people ?? 0).toBe(computeClosingImpact(version, at).timingOut)
        if (predicted === null) return
        expect(countPopulation(draining, predicted.until).timedOut).toBe(empty.timedOut)
        expect(countPopulation(draining, predicted.until - 1).timedOut).toBeLessThan(empty.timedOut)
      }),
      cases(2_000),
    )
  })

  test('entrances refused are those that would have happened had it not been ended', () => {
    const open = generateRunningLives().filter(([version]) => version.closedAt === null)

    fc.assert(
      fc.property(open, anyDelay, ([version, at], after) => {
        const goesOn = listTransitionsUntil(version, at + after).at(-1)?.version ?? version
        const entered = countPopulation(goesOn, at + after).entered - countPopulation(version, at).entered

        const byStopping = createStoppingReceipt(applyAction(version, 'stop', at), at, at + after)

        expect(byStopping.entrancesRefused).toBe(entered)
        if (version.status === 'paused') return
        const byClosing = createClosingReceipt(applyAction(version, 'close', at), at, at + after)
        expect(byClosing).toEqual({ stopped: 0, messagesNotSent: noMessages, entrancesRefused: entered })
      }),
      cases(2_000),
    )
  })

  test('a stop after a closing refuses no more entrances, and the receipt of the closing stays what it was', () => {
    fc.assert(
      fc.property(generateRunningLives(), anyDelay, anyDelay, ([version, at], drains, after) => {
        const draining = closeAt(version, at)
        const [stoppedAt, until] = [at + drains, at + drains + after]
        const stopped = applyAction(draining, 'stop', stoppedAt)

        const receipts = [createStoppingReceipt(stopped, stoppedAt, until), createClosingReceipt(stopped, draining.closedAt!, until)]

        expect(receipts.map(({ stopped: people }) => people)).toEqual([countPopulation(draining, stoppedAt).inside, 0])
        expect(receipts[0]?.messagesNotSent).toEqual(computeStoppingImpact(draining, stoppedAt).messages)
        expect(receipts[0]?.entrancesRefused).toBe(0)
        expect(receipts[1]).toEqual(createClosingReceipt(draining, draining.closedAt!, until))
      }),
      cases(1_000),
    )
  })
})
