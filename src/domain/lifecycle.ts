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
export const reasons = [
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
export type Reason = (typeof reasons)[number]

/** What the version is after the action: another status, the same as before (a new draft appears beside it), or gone. */
export type Outcome = Status | 'unchanged' | 'deleted'

/** The answer to "may this be done?". */
export type Verdict = { readonly allowed: true; readonly becomes: Outcome } | { readonly allowed: false; readonly because: Reason }

/** One cell of the table: a verdict, or one verdict for the latest version and another for older ones. */
type Rule = Verdict | { readonly latest: Verdict; readonly older: Verdict }

const to = (becomes: Outcome): Verdict => ({ allowed: true, becomes })
const no = (because: Reason): Verdict => ({ allowed: false, because })
const onlyLatest: Rule = { latest: to('unchanged'), older: no('notTheLatestVersion') }

const table: Readonly<Record<Status, Readonly<Record<Action, Rule>>>> = {
  draft: {
    publish: to('live'),
    pause: no('notLive'),
    resume: no('notPaused'),
    close: no('nobodyCanEnterADraft'),
    stop: no('nobodyIsInADraft'),
    createVersion: no('alreadyTheWorkingVersion'),
    duplicate: to('unchanged'),
    delete: to('deleted'),
  },
  test: {
    publish: to('live'),
    pause: no('notLive'),
    resume: no('notPaused'),
    close: no('turnTestModeOffInstead'),
    stop: no('turnTestModeOffInstead'),
    createVersion: no('alreadyTheWorkingVersion'),
    duplicate: to('unchanged'),
    delete: no('turnTestModeOffFirst'),
  },
  live: {
    publish: no('alreadyPublished'),
    pause: to('paused'),
    resume: no('notPaused'),
    close: to('closed'),
    stop: to('stopped'),
    createVersion: onlyLatest,
    duplicate: to('unchanged'),
    delete: no('closeItFirst'),
  },
  paused: {
    publish: no('alreadyPublished'),
    pause: no('alreadyPaused'),
    resume: to('live'),
    close: no('resumeItFirst'),
    stop: to('stopped'),
    createVersion: onlyLatest,
    duplicate: to('unchanged'),
    delete: no('closeOrStopItFirst'),
  },
  closed: {
    publish: no('cannotBeRestarted'),
    pause: no('onlyLiveCanBePaused'),
    resume: no('closedCannotBeResumed'),
    close: no('alreadyClosed'),
    stop: to('stopped'),
    createVersion: onlyLatest,
    duplicate: to('unchanged'),
    delete: no('peopleMayStillBeInside'),
  },
  stopped: {
    publish: no('cannotBeRestarted'),
    pause: no('onlyLiveCanBePaused'),
    resume: no('stoppedCannotBeResumed'),
    close: no('nobodyIsInside'),
    stop: no('alreadyStopped'),
    createVersion: onlyLatest,
    duplicate: to('unchanged'),
    delete: to('deleted'),
  },
  finished: {
    publish: no('cannotBeRestarted'),
    pause: no('onlyLiveCanBePaused'),
    resume: no('notPaused'),
    close: no('nobodyIsInside'),
    stop: no('everyoneHasLeft'),
    createVersion: onlyLatest,
    duplicate: to('unchanged'),
    delete: to('deleted'),
  },
}

/** The permission each action needs, beside that to see journeys. */
export const permissionFor: Readonly<Record<Action, Permission>> = {
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
export const lacking = (action: Action, held: readonly Permission[]): Permission | undefined =>
  [permissionFor[action], 'view' as const].find((permission) => !held.includes(permission))

/** What `decide` needs to know of a version. A newer server may send a status this program has not heard of. */
export interface Standing {
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
export function decide(version: Standing, action: Action, held: readonly Permission[]): Verdict {
  if (lacking(action, held)) return no('notPermitted')
  if (!isStatus(version.status)) return no('unknownStatus')
  const rule = table[version.status][action]
  if ('allowed' in rule) return rule
  return version.latest ? rule.latest : rule.older
}

/** The action a status is most likely to need, for the left half of the split button. */
export const mainAction: Readonly<Record<Status, Action>> = {
  draft: 'publish',
  test: 'publish',
  live: 'createVersion',
  paused: 'resume',
  closed: 'createVersion',
  stopped: 'createVersion',
  finished: 'createVersion',
}

const canHoldPeople: Readonly<Record<Status, boolean>> = {
  draft: false,
  test: false,
  live: true,
  paused: true,
  closed: true,
  stopped: false,
  finished: false,
}

const letsPeopleWalk: Readonly<Record<Status, boolean>> = { ...canHoldPeople, paused: false }

/** Whether customers inside a version of this status walk on. Of an unknown one nobody can say. */
export const peopleWalkOn = (status: string): boolean => isStatus(status) && letsPeopleWalk[status]

/** Whether customers can be inside a version of this status. Of an unknown one nobody can say, so they may. */
export const peopleMayBeInside = (status: string): boolean => !isStatus(status) || canHoldPeople[status]
