import { describe, expect, test } from 'vitest'
import { InvalidResponseError, NetworkError, ProblemError } from '#api/http/errors.ts'
import {
  reduceDelivery,
  cancellingState,
  getProgress,
  sendingState,
  toOutcome,
  toSendFailure,
  type DeliveryEvent,
  type DeliveryState,
} from '#api/commands/delivery-state.ts'
import type { Version } from '#api/contract/version.ts'
import { createBrowserTransport } from '#api/commands/command-transport.ts'
import { createConnection } from '#api/connection/connection.ts'

const version = { id: 'version', revision: 2 } as Version
const { readResult: readVersion } = createBrowserTransport(createConnection())
const buildError = (code: string, status = 409) => new ProblemError({ type: 'about:blank', title: code, status, detail: '', code })

const answered: DeliveryEvent = { type: 'answered', result: version }
const lost: DeliveryEvent = { type: 'lost' }
const unreachable: DeliveryEvent = { type: 'unreachable' }
const pageLeft: DeliveryEvent = { type: 'pageLeft' }
const buildTick = (elapsedMs: number): DeliveryEvent => ({ type: 'tick', elapsedMs })
const buildRejected = (code: string): DeliveryEvent => ({ type: 'rejected', error: buildError(code) })
const found: DeliveryEvent = { type: 'found', outcome: { kind: 'cancelled' } }

/** Names each state by its phase or its outcome. */
const describeState = (state: DeliveryState): string => {
  if (state.phase !== 'settled') return 'isUnreachable' in state && state.isUnreachable ? `${state.phase} unreachable` : state.phase
  const { outcome } = state
  return outcome.kind === 'rejected' ? `rejected ${outcome.error.problem.code} ${outcome.isFinal ? 'for good' : 'for now'}` : outcome.kind
}

describe('delivery', () => {
  test.each<readonly [readonly DeliveryEvent[], readonly string[]]>([
    [[answered], ['succeeded']],
    [
      [buildTick(1_000), answered],
      ['slow', 'succeeded'],
    ],
    [
      [buildTick(1_000), buildTick(10_000), buildTick(30_000), buildTick(90_000), answered],
      ['slow', 'verySlow', 'lookingUp', 'cancelling', 'succeeded'],
    ],
    // A timer of an earlier phase that fires late changes nothing.
    [
      [buildTick(30_000), unreachable, buildTick(10_000), buildTick(90_000), unreachable, found],
      ['lookingUp', 'lookingUp unreachable', 'lookingUp unreachable', 'cancelling', 'cancelling unreachable', 'cancelled'],
    ],
    [[buildRejected('stale-revision')], ['rejected stale-revision for good']],
    [[buildRejected('action-not-allowed')], ['rejected action-not-allowed for good']],
    [[buildRejected('unauthenticated')], ['rejected unauthenticated for now']],
    [[buildRejected('forbidden')], ['rejected forbidden for now']],
    [[buildRejected('not-found')], ['rejected not-found for now']],
    [[buildRejected('cancelled')], ['cancelled']],
    [
      [lost, found],
      ['cancelling', 'cancelled'],
    ],
    // A lost request is cancelled at once, and no timer of the request changes that.
    [
      [lost, unreachable, buildTick(30_000), buildTick(90_000)],
      ['cancelling', 'cancelling unreachable', 'cancelling unreachable', 'cancelling unreachable'],
    ],
    // The request may be lost after its abandonment, or its response may still arrive then.
    [
      [buildTick(90_000), lost, answered],
      ['cancelling', 'cancelling', 'succeeded'],
    ],
    [
      [buildTick(30_000), lost],
      ['lookingUp', 'cancelling'],
    ],
    // No lookup is running that could be unreachable.
    [[unreachable], ['sending']],
    [
      [pageLeft, answered, found, lost, buildTick(90_000)],
      ['pageLeft', 'pageLeft', 'pageLeft', 'pageLeft', 'pageLeft'],
    ],
    // The first outcome is final.
    [
      [answered, found, buildRejected('deleted'), lost, pageLeft],
      ['succeeded', 'succeeded', 'succeeded', 'succeeded', 'succeeded'],
    ],
  ])('the events %j lead through %j', (events, expected) => {
    const passed: string[] = []
    let state: DeliveryState = sendingState
    for (const event of events) passed.push(describeState((state = reduceDelivery(state, event))))

    expect(passed).toEqual(expected)
  })

  test('an event without an effect returns the same state, so that nothing starts again', () => {
    expect(reduceDelivery(cancellingState, lost)).toBe(cancellingState)
    expect(reduceDelivery(sendingState, unreachable)).toBe(sendingState)
  })

  test.each<readonly [DeliveryState, string | null]>([
    [{ phase: 'verySlow' }, 'verySlow'],
    [{ phase: 'lookingUp', isUnreachable: false }, 'lookingUp'],
    [{ phase: 'cancelling', isUnreachable: false }, 'lookingUp'],
    [{ phase: 'cancelling', isUnreachable: true }, 'unreachable'],
    [{ phase: 'settled', outcome: { kind: 'cancelled' } }, null],
    [{ phase: 'pageLeft' }, null],
  ])('the state %j is reported as %j', (state, progress) => {
    expect(getProgress(state)).toBe(progress)
  })

  test.each<readonly [string, unknown, string]>([
    ['a problem of the backend', buildError('stale-revision'), 'rejected'],
    ['a problem with an unknown code', buildError('a-newer-code'), 'lost'],
    ['no response', new NetworkError('no answer'), 'lost'],
    ['an unreadable response', new InvalidResponseError('answer'), 'lost'],
  ])('a request that ends with %s', (_, error, type) => {
    expect(toSendFailure(error).type).toBe(type)
  })

  test('a looked-up outcome is final, belongs to its user only, and is open until the backend has received the command', () => {
    const base = { key: 'key', userId: 'ana' }
    const { problem } = buildError('forbidden')

    expect(toOutcome({ ...base, state: 'succeeded', version }, 'ana', readVersion)).toEqual({ kind: 'succeeded', result: version })
    expect(toOutcome({ ...base, state: 'rejected', problem }, 'ana', readVersion)).toMatchObject({ kind: 'rejected', isFinal: true })
    expect(toOutcome({ ...base, state: 'cancelled' }, 'ana', readVersion)).toEqual({ kind: 'cancelled' })
    expect(toOutcome({ ...base, state: 'notReceived' }, 'ana', readVersion)).toBeNull()
    expect(toOutcome({ ...base, state: 'succeeded', version }, 'bob', readVersion)).toEqual({ kind: 'otherUser' })
  })
})
