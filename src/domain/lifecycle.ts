/**
 * Lifecycle table: the actions allowed in each status, their results, and the reasons for refusal. It is the only source of these rules.
 * Call `decide`; never compare a status.
 */

/** All statuses of a version, in lifecycle order. */
export const statuses = ['draft', 'test', 'live', 'paused', 'closed', 'stopped', 'finished'] as const
export type Status = (typeof statuses)[number]

/** All actions that a user can take on a version. */
export const actions = ['publish', 'pause', 'resume', 'close', 'stop', 'createVersion', 'duplicate', 'delete'] as const
export type Action = (typeof actions)[number]

/** The permissions that an installation can grant separately. */
export const permissions = ['view', 'edit', 'publish', 'stop'] as const
export type Permission = (typeof permissions)[number]

/** Reason codes: why an action is not available. Each has a sentence in every language (`i18n`, `reason.*`). */
export const reasonCodes = [
  'notLive',
  'notPaused',
  'alreadyPublished',
  'alreadyPaused',
  'alreadyClosed',
  'alreadyStopped',
  'nobodyCanEnterADraft',
  'nobodyIsInADraft',
  'turnTestModeOffInstead',
  'turnTestModeOffFirst',
  'resumeItFirst',
  'nobodyIsInside',
  'everyoneHasLeft',
  'cannotBeRestarted',
  'onlyLiveCanBePaused',
  'closedCannotBeResumed',
  'stoppedCannotBeResumed',
  'alreadyTheWorkingVersion',
  'notTheLatestVersion',
  'closeItFirst',
  'closeOrStopItFirst',
  'peopleMayStillBeInside',
  'notPermitted',
  'notYourTeam',
  'unknownStatus',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** Result of an action: another status, the same status (a new draft is created beside it), or a deleted version. */
export type ActionResult = Status | 'unchanged' | 'deleted'

/** The result of `decide`: allowed, or a reason code. */
export type Verdict =
  | { readonly allowed: true; readonly becomes: ActionResult }
  | { readonly allowed: false; readonly reasonCode: ReasonCode }

/** One cell of the table: a verdict, or one verdict for the latest version and another for older ones. */
type LifecycleRule = Verdict | { readonly latest: Verdict; readonly older: Verdict }

const allow = (becomes: ActionResult): Verdict => ({ allowed: true, becomes })
const refuse = (reasonCode: ReasonCode): Verdict => ({ allowed: false, reasonCode })
const onlyLatest: LifecycleRule = { latest: allow('unchanged'), older: refuse('notTheLatestVersion') }

const table: Readonly<Record<Status, Readonly<Record<Action, LifecycleRule>>>> = {
  draft: {
    publish: allow('live'),
    pause: refuse('notLive'),
    resume: refuse('notPaused'),
    close: refuse('nobodyCanEnterADraft'),
    stop: refuse('nobodyIsInADraft'),
    createVersion: refuse('alreadyTheWorkingVersion'),
    duplicate: allow('unchanged'),
    delete: allow('deleted'),
  },
  test: {
    publish: allow('live'),
    pause: refuse('notLive'),
    resume: refuse('notPaused'),
    close: refuse('turnTestModeOffInstead'),
    stop: refuse('turnTestModeOffInstead'),
    createVersion: refuse('alreadyTheWorkingVersion'),
    duplicate: allow('unchanged'),
    delete: refuse('turnTestModeOffFirst'),
  },
  live: {
    publish: refuse('alreadyPublished'),
    pause: allow('paused'),
    resume: refuse('notPaused'),
    close: allow('closed'),
    stop: allow('stopped'),
    createVersion: onlyLatest,
    duplicate: allow('unchanged'),
    delete: refuse('closeItFirst'),
  },
  paused: {
    publish: refuse('alreadyPublished'),
    pause: refuse('alreadyPaused'),
    resume: allow('live'),
    close: refuse('resumeItFirst'),
    stop: allow('stopped'),
    createVersion: onlyLatest,
    duplicate: allow('unchanged'),
    delete: refuse('closeOrStopItFirst'),
  },
  closed: {
    publish: refuse('cannotBeRestarted'),
    pause: refuse('onlyLiveCanBePaused'),
    resume: refuse('closedCannotBeResumed'),
    close: refuse('alreadyClosed'),
    stop: allow('stopped'),
    createVersion: onlyLatest,
    duplicate: allow('unchanged'),
    delete: refuse('peopleMayStillBeInside'),
  },
  stopped: {
    publish: refuse('cannotBeRestarted'),
    pause: refuse('onlyLiveCanBePaused'),
    resume: refuse('stoppedCannotBeResumed'),
    close: refuse('nobodyIsInside'),
    stop: refuse('alreadyStopped'),
    createVersion: onlyLatest,
    duplicate: allow('unchanged'),
    delete: allow('deleted'),
  },
  finished: {
    publish: refuse('cannotBeRestarted'),
    pause: refuse('onlyLiveCanBePaused'),
    resume: refuse('notPaused'),
    close: refuse('nobodyIsInside'),
    stop: refuse('everyoneHasLeft'),
    createVersion: onlyLatest,
    duplicate: allow('unchanged'),
    delete: allow('deleted'),
  },
}

/** The permission that each action needs, in addition to `view`. */
export const permissionByAction: Readonly<Record<Action, Permission>> = {
  publish: 'publish',
  pause: 'publish',
  resume: 'publish',
  close: 'edit',
  stop: 'stop',
  createVersion: 'edit',
  duplicate: 'edit',
  delete: 'edit',
}

/**
 * The permission that a user with `held` lacks for an action: the action's own, or `view`, because the response contains the version.
 * `undefined` if none is missing.
 */
export const findMissingPermission = (action: Action, held: readonly Permission[]): Permission | undefined =>
  [permissionByAction[action], 'view' as const].find((permission) => !held.includes(permission))

/** The facts about a version that `decide` needs. A newer server may send a status unknown to this program. */
export interface LifecycleState {
  readonly status: Status | (string & {})
  /** Whether no newer version of the journey exists. */
  readonly latest: boolean
  /** The permissions that the user holds, but not on this version, because the journey belongs to another team (`findWithheld`). */
  readonly withheld?: readonly string[] | undefined
}

/** Whether this program knows the status. */
export const isStatus = (status: string): status is Status => (statuses as readonly string[]).includes(status)

/**
 * Decides whether a user with `held` may do `action` on a version: the resulting status, or the reason code. Total: an unknown status
 * refuses every action. Permission and team are checked first, so that a refusal does not depend on state the user may not change.
 */
export function decide(version: LifecycleState, action: Action, held: readonly Permission[]): Verdict {
  if (findMissingPermission(action, held)) return refuse('notPermitted')
  if (version.withheld?.includes(permissionByAction[action])) return refuse('notYourTeam')
  if (!isStatus(version.status)) return refuse('unknownStatus')
  const rule = table[version.status][action]
  if ('allowed' in rule) return rule
  return version.latest ? rule.latest : rule.older
}

/** The most likely action in each status, for the left half of the split button. */
export const mainActionByStatus: Readonly<Record<Status, Action>> = {
  draft: 'publish',
  test: 'publish',
  live: 'createVersion',
  paused: 'resume',
  closed: 'createVersion',
  stopped: 'createVersion',
  finished: 'createVersion',
}

const holdsPeople: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: true,
  paused: true,
  closed: true,
  stopped: false,
  finished: false,
}

const movesPeople: Readonly<Record<Status, boolean>> = { ...holdsPeople, paused: false }

/** Whether customers inside a version of this status continue. False for an unknown status. */
export const arePeopleMoving = (status: string): boolean => isStatus(status) && movesPeople[status]

/** Whether customers can be inside a version of this status. True for an unknown status, to be safe. */
export const mayHoldPeople = (status: string): boolean => !isStatus(status) || holdsPeople[status]
