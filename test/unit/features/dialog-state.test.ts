import { describe, expect, test } from 'vitest'
import type { Impact } from '#api/contract/impact.ts'
import { NetworkError, ProblemError } from '#api/http/errors.ts'
import { permissions } from '#domain/lifecycle.ts'
import { computeDialogState, type DialogFacts } from '#features/actions/dialog/dialog-state.ts'
import type { ActionTarget } from '#features/actions/state/action-context.ts'

const buildTarget = (revision: number, status = 'live') =>
  ({ id: 'version', name: 'Welcome series', status, latest: true, revision }) as ActionTarget
const buildImpact = (requiresTypedName: boolean) => ({ revision: 1, stop: { requiresTypedName } }) as Impact
const buildError = (code: string, status: number) => new ProblemError({ type: 'about:blank', title: code, status, detail: '', code })

const ready: DialogFacts = {
  action: 'stop',
  openedVersion: buildTarget(1),
  readVersion: buildTarget(1),
  readError: null,
  permissions: [...permissions],
  impact: { data: buildImpact(false), status: 'loaded' },
  commandStatus: null,
  session: 'active',
  data: 'fresh',
}

const loading = { data: undefined, status: 'loading' } as const
const rejected = buildError('stale-revision', 412)
const deleted = buildError('deleted', 404)
const signedOut = buildError('unauthenticated', 401)

describe('dialog', () => {
  test.each<readonly [string, Partial<DialogFacts>, string, string]>([
    ['everything is loaded', {}, 'ready', 'none'],
    ['the impact is loading', { impact: loading }, 'loadingImpact', 'none'],
    ['the numbers are of an earlier revision', { impact: { ...ready.impact, status: 'loading' } }, 'loadingImpact', 'none'],
    ['the impact could not be computed', { impact: { data: undefined, status: 'failed' } }, 'ready', 'none'],
    ['the action needs no impact', { action: 'duplicate', impact: loading }, 'ready', 'none'],
    ['the data is stale', { data: 'stale', impact: loading }, 'stale', 'none'],
    ['the session has expired', { session: 'expired', data: 'stale' }, 'blocked', 'none'],
    ['the action is not allowed', { action: 'close', readVersion: buildTarget(2, 'stopped'), data: 'stale' }, 'blocked', 'notAllowed'],
    ['the permission is missing', { permissions: ['view'] }, 'blocked', 'notAllowed'],
    ['another user has changed the version', { readVersion: buildTarget(2) }, 'ready', 'changed'],
    ['the version is deleted', { readError: deleted }, 'blocked', 'failed'],
    ['the version could not be read', { readError: new NetworkError('no answer') }, 'ready', 'none'],
    ['the command was just sent', { commandStatus: { kind: 'pending', progress: 'sending' } }, 'sending', 'none'],
    ['the response is slow', { commandStatus: { kind: 'pending', progress: 'slow' }, session: 'expired' }, 'sending', 'none'],
    ['the response is very slow', { commandStatus: { kind: 'pending', progress: 'verySlow' } }, 'inBackground', 'none'],
    ['the outcome is looked up', { commandStatus: { kind: 'pending', progress: 'lookingUp' } }, 'inBackground', 'lookingUp'],
    ['the backend is unreachable', { commandStatus: { kind: 'pending', progress: 'unreachable' } }, 'inBackground', 'lookingUp'],
    ['the command was rejected', { commandStatus: { kind: 'failed', failure: rejected } }, 'ready', 'failed'],
    [
      'the command was rejected, and is not allowed now',
      { commandStatus: { kind: 'failed', failure: rejected }, readVersion: buildTarget(2, 'stopped') },
      'blocked',
      'failed',
    ],
    ['the command was cancelled', { commandStatus: { kind: 'failed', failure: 'cancelled' } }, 'ready', 'failed'],
    ['the outcome is not known', { commandStatus: { kind: 'failed', failure: 'unexpected' } }, 'blocked', 'failed'],
    [
      'the command met an expired session',
      { commandStatus: { kind: 'failed', failure: signedOut }, session: 'expired' },
      'blocked',
      'none',
    ],
  ])('its phase and its alert when %s', (_, facts, phase, alert) => {
    const state = computeDialogState({ ...ready, ...facts })

    expect([state.phase, state.alert.kind]).toEqual([phase, alert])
  })

  test.each<readonly [string, Partial<DialogFacts>, string | null]>([
    ['few people', {}, null],
    ['many people', { impact: { data: buildImpact(true), status: 'loaded' } }, 'Welcome series'],
    ['loading numbers', { impact: loading }, null],
    ['numbers that could not be computed', { impact: { data: undefined, status: 'failed' } }, 'Welcome series'],
    ['numbers that could not be computed again', { impact: { ...ready.impact, status: 'failed' } }, null],
    ['many people, who are not stopped', { action: 'close', impact: { data: buildImpact(true), status: 'loaded' } }, null],
  ])('the name to type with %s', (_, facts, name) => {
    expect(computeDialogState({ ...ready, ...facts }).nameToType).toBe(name)
  })

  test.each<readonly [string, Partial<DialogFacts>, string | undefined]>([
    ['stopping a live version', {}, 'comparison'],
    ['stopping while the impact is loading', { impact: loading }, 'comparison'],
    ['stopping without numbers', { impact: { data: undefined, status: 'failed' } }, 'buttons'],
    ['stopping a version that cannot be closed', { openedVersion: buildTarget(1, 'closed'), readVersion: undefined }, 'buttons'],
    ['closing', { action: 'close' }, undefined],
  ])('where the button stands that closes instead: %s', (_, facts, placement) => {
    expect(computeDialogState({ ...ready, ...facts }).alternative?.placement).toBe(placement)
  })

  test('the version handed in is shown if the cached one is older', () => {
    const openedVersion = buildTarget(3)

    expect(computeDialogState({ ...ready, openedVersion }).version).toBe(openedVersion)
    expect(computeDialogState({ ...ready, openedVersion }).hasChanged).toBe(false)
  })
})
