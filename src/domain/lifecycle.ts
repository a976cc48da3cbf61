/**
 * The life of a version: which action may be done in which status, what it becomes, or why not.
 * This table is the only place that knows. Ask `decide`; never compare a status.
 */

/** Every status a version can have, in the order of a life. */
export const statuses = ['draft', 'test', 'live', 'paused', 'closed', 'stopped', 'finished'] as const
export type Status = (typeof statuses)[number]

/** Every action a person can take on a version. */
export const actions = ['publish', 'pause', 'resume', 'close', 'stop', 'createVersion', 'duplicate', 'delete'] as const
export type Action = (typeof actions)[number]

/** The separate rights an installation can hand out. */
export const permissions = ['view', 'edit', 'publish', 'stop'] as const
export type Permission = (typeof permissions)[number]

/** Why an action is not available. Each one is a sentence in every language (`i18n`, `reason.*`). */
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
  'unknownStatus',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

/** What the version is after the action: another status, the same as before (a new draft appears beside it), or gone. */
export type ActionResult = Status | 'unchanged' | 'deleted'

/** The answer to "may this be done?". */
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

/** The permission each action needs, beside that to see journeys. */
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
 * What somebody who holds `held` lacks to take an action: its own permission, or that to see journeys, because whoever acts is told what came of it.
 * `undefined` if nothing.
 */
export const findMissingPermission = (action: Action, held: readonly Permission[]): Permission | undefined =>
  [permissionByAction[action], 'view' as const].find((permission) => !held.includes(permission))

/** What `decide` needs to know of a version. A newer server may send a status this program has not heard of. */
export interface LifecycleState {
  readonly status: Status | (string & {})
  /** Whether no newer version of the journey exists. */
  readonly latest: boolean
}

/** Whether the status is one of those this program knows. */
export const isStatus = (status: string): status is Status => (statuses as readonly string[]).includes(status)

/**
 * Whether a person holding `held` may do `action` to a version, and what it becomes, or why not.
 * Total: an unknown status refuses everything. Permission is judged first, so that a refusal never depends on what the person may not change.
 */
export function decide(version: LifecycleState, action: Action, held: readonly Permission[]): Verdict {
  if (findMissingPermission(action, held)) return refuse('notPermitted')
  if (!isStatus(version.status)) return refuse('unknownStatus')
  const rule = table[version.status][action]
  if ('allowed' in rule) return rule
  return version.latest ? rule.latest : rule.older
}

/** The action a status is most likely to need, for the left half of the split button. */
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

/** Whether customers inside a version of this status walk on. Of an unknown one nobody can say. */
export const arePeopleMoving = (status: string): boolean => isStatus(status) && movesPeople[status]

/** Whether customers can be inside a version of this status. Of an unknown one nobody can say, so they may. */
export const mayHoldPeople = (status: string): boolean => !isStatus(status) || holdsPeople[status]
