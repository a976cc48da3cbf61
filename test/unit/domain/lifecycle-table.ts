import type { Action, ActionResult, ReasonCode, Status, Verdict } from '#domain/lifecycle.ts'
import { readDesignTable } from '#test/support/design.ts'

const reasons: Readonly<Record<string, ReasonCode>> = {
  'not live': 'notLive',
  'not paused': 'notPaused',
  'not live: nobody can enter a draft': 'nobodyCanEnterADraft',
  'not live: nobody is inside a draft': 'nobodyIsInADraft',
  'already the working version': 'alreadyTheWorkingVersion',
  'turn test mode off instead': 'turnTestModeOffInstead',
  'turn test mode off first': 'turnTestModeOffFirst',
  'already published': 'alreadyPublished',
  'close it first': 'closeItFirst',
  'already paused': 'alreadyPaused',
  'resume it first: people held inside could not walk to the end': 'resumeItFirst',
  'close or stop it first': 'closeOrStopItFirst',
  'cannot be restarted': 'cannotBeRestarted',
  'only a live journey can be paused': 'onlyLiveCanBePaused',
  'a closed journey cannot be resumed': 'closedCannotBeResumed',
  'a stopped journey cannot be resumed': 'stoppedCannotBeResumed',
  'already closed': 'alreadyClosed',
  'already stopped': 'alreadyStopped',
  'a closed journey cannot be deleted: people may still be inside': 'peopleMayStillBeInside',
  'nobody is inside any more': 'nobodyIsInside',
  'everyone has already left': 'everyoneHasLeft',
}

const columns: Readonly<Record<string, Action>> = {
  Publish: 'publish',
  Pause: 'pause',
  Resume: 'resume',
  'Close to new entrances': 'close',
  Stop: 'stop',
  'Create a new version': 'createVersion',
  Duplicate: 'duplicate',
  Delete: 'delete',
}

/** What the design says about one action in one status, for the latest version of a journey and for an older one. */
export interface Cell {
  readonly status: Status
  readonly action: Action
  readonly latest: Verdict
  readonly older: Verdict
}

function parseCell(status: string, column: string, words: string): Cell {
  const action = columns[column]
  if (!action) throw new Error(`No action is called ${column}.`)
  const [, mark, becomes, condition] = /^(✔)?(?: → (\w+))?( if latest.*)?/.exec(words) ?? []
  const reason = reasons[words.replace(' (ours)', '')]
  if (!mark && !reason) throw new Error(`No reason is called ${words}.`)
  const unmoved = action === 'delete' ? 'deleted' : 'unchanged'
  const latest: Verdict = mark ? { allowed: true, becomes: (becomes ?? unmoved) as ActionResult } : { allowed: false, reasonCode: reason! }
  return { status: status as Status, action, latest, older: condition ? { allowed: false, reasonCode: 'notTheLatestVersion' } : latest }
}

const { columns: headings, rows } = readDesignTable('What may be done when')

/** Every cell of the table "What may be done when" of `docs/lifecycle.md`, row by row. */
export const lifecycleTable: readonly Cell[] = rows.flatMap(([status = '', ...cells]) =>
  cells.map((words, column) => parseCell(status, headings[column + 1] ?? '', words)),
)
