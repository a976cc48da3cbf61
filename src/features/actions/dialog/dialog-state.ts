import type { CommandFailure, PendingCommand } from '#api/commands/command-store.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import type { Impact } from '#api/contract/impact.ts'
import { isUnauthenticated, ProblemError } from '#api/http/errors.ts'
import { decide, type Action, type Permission, type Verdict } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import type { ActionTarget } from '#features/actions/state/action-context.ts'

/** All that decides what a dialog shows. */
export interface DialogFacts {
  readonly action: Action
  /** The version as it was when the dialog was opened, and as it was read last. */
  readonly openedVersion: ActionTarget
  readonly readVersion: ActionTarget | undefined
  /** Why the version could not be read; `null` if it could. */
  readonly readError: unknown
  readonly permissions: readonly Permission[]
  /** `loading`: also while the numbers of an earlier revision are shown. */
  readonly impact: { readonly data: Impact | undefined; readonly status: 'loading' | 'loaded' | 'failed' }
  /** The command confirmed in this dialog; `null` if none was. */
  readonly commandStatus: PendingCommand<unknown>['status'] | null
  readonly session: 'active' | 'expired'
  readonly data: 'fresh' | 'stale'
}

/**
 * `loadingImpact`: the impact is loading; `stale`: the data is not current; `blocked`: the action cannot be sent any more; `sending`: its
 * response has to be waited for; `inBackground`: the response is slow, the user may leave the dialog.
 */
export type DialogPhase =
  | { readonly phase: 'loadingImpact' | 'ready' | 'stale' | 'blocked' }
  | { readonly phase: 'sending' | 'inBackground'; readonly progress: CommandProgress }

/** What the alert of a dialog says. `changed`: another user has changed the version, and the action is still allowed. */
export type DialogAlertState =
  | { readonly kind: 'none' | 'notAllowed' | 'changed' }
  | { readonly kind: 'lookingUp'; readonly isUnreachable: boolean }
  | { readonly kind: 'failed'; readonly failure: CommandFailure }

/** What a dialog shows. */
export type DialogState = DialogPhase & {
  /** The newest known version. */
  readonly version: ActionTarget
  readonly hasChanged: boolean
  readonly verdict: Verdict
  readonly alert: DialogAlertState
  /** The gentler action, and where its button stands; `null` for an action without one. */
  readonly alternative: { readonly verdict: Verdict; readonly placement: 'comparison' | 'buttons' } | null
  /** The name that has to be typed; `null` for none. */
  readonly nameToType: string | null
  /** `none`: the action needs no impact; `failed`: there are no numbers, not even of an earlier revision. */
  readonly impactState: 'none' | 'loading' | 'loaded' | 'failed'
}

/** The version handed in may be newer than the cached one of its page. */
const findNewest = ({ openedVersion, readVersion }: DialogFacts): ActionTarget =>
  readVersion && readVersion.revision >= openedVersion.revision ? readVersion : openedVersion

const isMissing = (error: unknown): boolean => error instanceof ProblemError && error.problem.status === 404

function computeImpactState({ action, impact }: DialogFacts): DialogState['impactState'] {
  if (actionSpecs[action].impact === null) return 'none'
  if (impact.status === 'loading') return 'loading'
  return impact.data === undefined ? 'failed' : 'loaded'
}

function computePhase(facts: DialogFacts, verdict: Verdict): DialogPhase {
  const { readError, commandStatus, session, data } = facts
  if (commandStatus?.kind === 'pending') {
    const { progress } = commandStatus
    return { phase: progress === 'sending' || progress === 'slow' ? 'sending' : 'inBackground', progress }
  }
  // With an unknown outcome, the action must not be sent again: it may have been carried out.
  if (!verdict.allowed || isMissing(readError) || commandStatus?.failure === 'unexpected' || session === 'expired')
    return { phase: 'blocked' }
  if (data === 'stale') return { phase: 'stale' }
  return { phase: computeImpactState(facts) === 'loading' ? 'loadingImpact' : 'ready' }
}

function computeAlert({ readError, commandStatus }: DialogFacts, verdict: Verdict, hasChanged: boolean): DialogAlertState {
  if (commandStatus?.kind === 'pending') {
    const { progress } = commandStatus
    const isLookingUp = progress === 'lookingUp' || progress === 'unreachable'
    return isLookingUp ? { kind: 'lookingUp', isUnreachable: progress === 'unreachable' } : { kind: 'none' }
  }
  const failure = readError instanceof ProblemError ? readError : (commandStatus?.failure ?? null)
  // The expired session is reported by `StaleNotice`.
  if (failure !== null && !isUnauthenticated(failure)) return { kind: 'failed', failure }
  if (!verdict.allowed) return { kind: 'notAllowed' }
  return { kind: hasChanged ? 'changed' : 'none' }
}

/** Computes what a dialog shows. Pure. */
export function computeDialogState(facts: DialogFacts): DialogState {
  const { action, openedVersion, permissions, impact } = facts
  const { alternative, fields } = actionSpecs[action]
  const version = findNewest(facts)
  const hasChanged = version.revision > openedVersion.revision
  const verdict = decide(version, action, permissions)
  const alternativeVerdict = alternative && decide(version, alternative, permissions)
  // Both are compared only if both are allowed, and not if the impact could not be computed.
  const canCompare = alternativeVerdict?.allowed === true && !(impact.status === 'failed' && impact.data === undefined)
  // Without impact numbers the check must not be weaker: the name has to be typed, too.
  const mustTypeName = fields.includes('typedName') && (impact.data?.stop.requiresTypedName ?? impact.status === 'failed')
  return {
    ...computePhase(facts, verdict),
    version,
    hasChanged,
    verdict,
    alert: computeAlert(facts, verdict, hasChanged),
    alternative: alternativeVerdict && { verdict: alternativeVerdict, placement: canCompare ? 'comparison' : 'buttons' },
    nameToType: mustTypeName ? version.name : null,
    impactState: computeImpactState(facts),
  }
}
