import { handleAction } from '#backend/commands/action-handlers.ts'
import { toCreationEntry } from '#backend/commands/create-draft.ts'
import type { CommandBody, Command } from '#backend/commands/command-request.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { applyDueTransitions } from '#backend/history/due-transitions.ts'
import type { Seed, Transaction } from '#backend/store/store.ts'
import type { Flow } from '#domain/flow.ts'
import type { Action } from '#domain/lifecycle.ts'
import { olderGlobalTimeoutMs, type Instant } from '#domain/version.ts'
import { createFirstDraft, createJourneyId } from './first-draft.ts'
import { day } from './path.ts'
import type { StoryStep, Story } from './story.ts'

/** Versions created longer ago than this have the older rule for the global timeout. */
const olderTimeoutAgeMs = 540 * day

const engine = createSimulatedEngine()

const createCommand = <A extends Action>(action: A, body: CommandBody<A>): Command<A> => ({
  action,
  body,
  id: '',
  key: '',
  etag: '',
  fingerprint: '',
})

/** Applies a step to the newest version of its journey. Returns the version that the step changed or created. */
function applyStep(transaction: Transaction, record: VersionRecord, step: StoryStep, at: Instant): Promise<VersionRecord> {
  const actor = step[2]
  const context = { transaction, engine, record, actor, at, newId: () => `${record.journeyId}-v${record.number + 1}` }
  switch (step[0]) {
    case 'pause':
      return handleAction(createCommand('pause', { days: step[3] }), context)
    case 'close':
      return handleAction(createCommand('close', { reason: step[3] ?? null, note: step[4] ?? '' }), context)
    case 'stop':
      return handleAction(createCommand('stop', { reason: step[3], note: step[4] ?? '' }), context)
    case 'publish':
    case 'resume':
    case 'createVersion':
      return handleAction(createCommand(step[0], {}), context)
    case 'create':
      return transaction.append(toCreationEntry(record)).then(() => record)
    case 'test':
      return Promise.resolve({ ...record, status: 'test', revision: record.revision + 1, updatedAt: at, updatedBy: actor })
  }
}

/** Replays a story up to `now` with the functions of the backend. `stepTimes` has the time of each step. */
export function replayStory(story: Story, flow: Flow, stepTimes: readonly Instant[], now: Instant): Promise<Seed> {
  const { steps, endsIn } = story
  const lastCreated = steps.findLastIndex(([action]) => action.startsWith('create'))
  return createMemoryStore().write(async (transaction) => {
    const listNewestFirst = () => transaction.versionsOf(createJourneyId(story))
    for (const [i, step] of steps.entries()) {
      const at = stepTimes[i] ?? now
      await applyDueTransitions(transaction, engine, await listNewestFirst(), at)
      const [newest = createFirstDraft(story, flow, at, step[2])] = await listNewestFirst()
      const changed = await applyStep(transaction, newest, step, at)
      const stored = await transaction.version(changed.id)
      const finished = {
        ...changed,
        endsAt: i === lastCreated && endsIn !== undefined ? now + endsIn * day : changed.endsAt,
        globalTimeout: now - changed.createdAt > olderTimeoutAgeMs ? olderGlobalTimeoutMs : changed.globalTimeout,
      }
      await (stored ? transaction.update(finished, stored.revision) : transaction.insert(finished))
    }
    await applyDueTransitions(transaction, engine, await listNewestFirst(), now)
    const versions = (await listNewestFirst()).toReversed()
    const histories = await Promise.all(versions.map(({ id }) => transaction.history(id, { limit: Infinity })))
    return { versions, history: histories.flat().toSorted((one, other) => one.sequence - other.sequence) }
  })
}
