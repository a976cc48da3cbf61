import type { CommandFailure, PendingCommand } from '#api/commands/command-store.ts'
import { isUnauthenticated, ProblemError } from '#api/http/errors.ts'
import type { BatchAction } from '#domain/batch.ts'
import { findMissingPermission, type Permission, type Verdict } from '#domain/lifecycle.ts'
import type { DialogPhase } from '#features/actions/dialog/dialog-state.ts'
import type { PreflightState } from './use-preflight.ts'

/** All that decides what the dialog of a batch shows. */
export interface BatchDialogFacts {
  readonly action: BatchAction
  readonly permissions: readonly Permission[]
  readonly preflight: PreflightState
  /** Whether the preflight on screen replaced one that was too old. */
  readonly wasRenewed: boolean
  /** The command confirmed in this dialog; `null` if none was. */
  readonly commandStatus: PendingCommand<unknown>['status'] | null
  readonly session: 'active' | 'expired'
  readonly data: 'fresh' | 'stale'
}

/** What the alert of the dialog says. `nothingToEnd`: none of the versions can be ended. */
export type BatchAlert =
  | { readonly kind: 'none' | 'notAllowed' | 'nothingToEnd' | 'expired' }
  | { readonly kind: 'lookingUp'; readonly isUnreachable: boolean }
  | { readonly kind: 'failed'; readonly failure: CommandFailure }

/** What the dialog of a batch shows. */
export type BatchDialogState = DialogPhase & {
  readonly verdict: Verdict
  readonly closeVerdict: Verdict
  readonly alert: BatchAlert
  /** The number that has to be typed; `null` for none. */
  readonly countToType: number | null
}

const judgePermission = (action: BatchAction, permissions: readonly Permission[]): Verdict =>
  findMissingPermission(action, permissions)
    ? { allowed: false, reasonCode: 'notPermitted' }
    : { allowed: true, becomes: action === 'close' ? 'closed' : 'stopped' }

/** Whether a preflight was refused because it was too old. */
export const isExpired = (failure: CommandFailure | null): boolean =>
  failure instanceof ProblemError && failure.problem.code === 'preflight-expired'

/** A refusal of a batch that the same preflight will meet again. */
const isFinalRefusal = (failure: CommandFailure): boolean =>
  failure instanceof ProblemError && ['preflight-used', 'nothing-to-end'].includes(failure.problem.code)

function computePhase({ commandStatus, session, data, preflight }: BatchDialogFacts, verdict: Verdict): DialogPhase {
  if (commandStatus?.kind === 'pending') {
    const { progress } = commandStatus
    return { phase: progress === 'sending' || progress === 'slow' ? 'sending' : 'inBackground', progress }
  }
  if (!verdict.allowed || session === 'expired' || preflight.kind === 'failed') return { phase: 'blocked' }
  if (commandStatus !== null && isFinalRefusal(commandStatus.failure)) return { phase: 'blocked' }
  if (data === 'stale') return { phase: 'stale' }
  if (preflight.kind === 'loading') return { phase: 'loadingImpact' }
  return { phase: preflight.preflight.endable === 0 ? 'blocked' : 'ready' }
}

function computeAlert({ commandStatus, preflight, wasRenewed }: BatchDialogFacts, verdict: Verdict): BatchAlert {
  if (commandStatus?.kind === 'pending') {
    const { progress } = commandStatus
    const isLookingUp = progress === 'lookingUp' || progress === 'unreachable'
    return isLookingUp ? { kind: 'lookingUp', isUnreachable: progress === 'unreachable' } : { kind: 'none' }
  }
  if (!verdict.allowed) return { kind: 'notAllowed' }
  const failure = commandStatus?.failure ?? null
  // The expired session is reported by `StaleNotice`.
  if (failure !== null && !isUnauthenticated(failure) && !isExpired(failure)) return { kind: 'failed', failure }
  if (preflight.kind === 'loaded' && preflight.preflight.endable === 0) return { kind: 'nothingToEnd' }
  return { kind: wasRenewed ? 'expired' : 'none' }
}

/** Computes what the dialog of a batch shows. Pure. */
export function computeBatchDialogState(facts: BatchDialogFacts): BatchDialogState {
  const { action, permissions, preflight } = facts
  const verdict = judgePermission(action, permissions)
  return {
    ...computePhase(facts, verdict),
    verdict,
    closeVerdict: judgePermission('close', permissions),
    alert: computeAlert(facts, verdict),
    countToType: preflight.kind === 'loaded' && preflight.preflight.requiresTypedCount ? preflight.preflight.endable : null,
  }
}

/** The number in a typed text, with any separators between its digits; `null` if it is none. */
export function parseTypedCount(text: string): number | null {
  const digits = text.replace(/[\s.,'’]/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : null
}
