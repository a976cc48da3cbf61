import { historyEventTypes } from '#api/contract/history.ts'
import { messageStates, walkStates } from '#api/contract/entrances/person-look-up.ts'
import { sortKeys } from '#api/contract/list.ts'
import { valueFilters } from '#api/contract/filters/filter-query.ts'
import { moreColumnIds } from '#features/home/filters/columns/column-layout.ts'
import { dayParams } from '#features/home/filters/list-search-params.ts'
import { populationRanges } from '#api/contract/population.ts'
import { themes } from '#app/preferences.tsx'
import { batchActions, batchItemStates } from '#domain/batch.ts'
import { knownReasons } from '#features/batches/state/use-batch-reason.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { adviceReasons } from '#domain/advice.ts'
import { activityKinds, channels, entryTypes } from '#domain/flow.ts'
import { actions, reasonCodes, statuses } from '#domain/lifecycle.ts'
import { usedKinds } from '#domain/used-things.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import type { MessageCall } from './message-usage.ts'

/** The unions that keys are put together from. */
export const keyParts: Readonly<Record<string, readonly string[]>> = {
  'status.*': statuses,
  'action.*': actions,
  'reason.*': reasonCodes,
  'ending.*': closeReasons,
  'trigger.*': triggers,
  'type.*': entryTypes,
  'kind.*': activityKinds,
  'home.columns.*': sortKeys,
  'home.panels.*': ['filters', 'views', 'columns'],
  'columns.names.*': moreColumnIds,
  'views.builtInNames.*': ['draining', 'ended', 'mine'],
  'views.problem.*': ['nameTaken', 'tooMany', 'changed', 'notYours', 'gone'],
  'filters.groups.*': [...valueFilters, ...dayParams],
  'filters.chipGroups.*': [...valueFilters, 'search', 'status'],
  'filters.types.*': entryTypes,
  'filters.used.*': usedKinds,
  'filters.channels.*': channels,
  'list.found.*': ['description', 'tag', 'person', 'id'],
  'uses.thing.*': usedKinds,
  'filters.within.*': dayParams,
  'history.type.*': historyEventTypes,
  'completed.*': actions,
  'confirm.title.*': actions,
  'confirm.question.*': actions,
  'confirm.consequence.*': actions,
  'confirm.busy.*': actions,
  'confirm.fieldError.*': ['reason', 'note', 'noteTooLong', 'typedNameMissing', 'typedName', 'name', 'nameTooLong'],
  'batch.title.*': batchActions,
  'batch.question.*': batchActions,
  'batch.questionSome.*': batchActions,
  'batch.consequence.*': batchActions,
  'batch.endable.*': batchActions,
  'batch.nothing.*': batchActions,
  'batch.typeCount.*': batchActions,
  'batch.started.*': batchActions,
  'batch.command.*': ['start', 'cancel', 'retry'],
  'batch.refusal.*': ['used', 'ended', 'retried', 'running', 'typedCount'],
  'batch.fieldError.*': ['typedCountMissing', 'typedCount'],
  'batch.reason.*': knownReasons,
  'batches.running.*': batchActions,
  'batches.allDone.*': batchActions,
  'batches.partlyDone.*': batchActions,
  'batches.noneDone.*': batchActions,
  'batches.state.*': batchItemStates,
  'app.themes.*': themes,
  'advice.reason.*': adviceReasons,
  'people.*': ['inside', 'enteredToday', 'entered', 'completed', 'stopped', 'timedOut'],
  'journey.view.*': ['path', 'people', 'history'],
  'path.column.*': ['activity', 'kind', 'inside', 'passed', 'stopped', 'timedOut', 'outgoing'],
  'path.view.*': ['graph', 'table'],
  'path.zoom.*': ['in', 'out', 'fit'],
  'person.states.*': walkStates,
  'person.messageStates.*': messageStates,
  'overTime.range.*': populationRanges,
  'overTime.series.*': ['inside', 'entered', 'completed', 'stopped', 'timedOut', 'closed', 'ifClosedNow'],
  'overTime.mark.*': historyEventTypes,
  'duration.*': ['days', 'hours', 'minutes', 'seconds'],
  'error.*': ['journeyNotFound', 'signedOut', 'notPermitted', 'unreachable', 'unreadable', 'stale', 'unexpected'],
  'error.*Title': ['journeyNotFound', 'signedOut', 'notPermitted', 'unreachable', 'unreadable', 'stale', 'unexpected'],
}

/** Every key that a call can ask for. */
export const listKeys = ({ keys, patterns }: Pick<MessageCall, 'keys' | 'patterns'>): readonly string[] => [
  ...keys,
  ...patterns.flatMap((pattern) => (keyParts[pattern] ?? []).map((part) => pattern.replace('*', part))),
]
