import { handleAction } from '#backend/commands/action-handlers.ts'
import { toCreationEntry } from '#backend/commands/create-draft.ts'
import type { CommandBody, Command } from '#backend/commands/command-request.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { applyDueTransitions } from '#backend/history/apply-due-transitions.ts'
import type { Seed, Transaction } from '#backend/store/store.ts'
import type { Flow } from '#domain/flow.ts'
import type { Action } from '#domain/lifecycle.ts'
import { olderGlobalTimeoutMs, type Instant } from '#domain/version.ts'
import { firstDraft, journeyIdOf } from './first-draft.ts'
import { day } from './path.ts'
import type { Deed, Story } from './story.ts'

/** Versions made longer ago than this were made under the older rule for the global timeout. */
const olderRule = 540 * day

const intent = <A extends Action>(action: A, body: CommandBody<A>): Command<A> => ({
  action,
  body,
  id: '',
  key: '',
  etag: '',
  fingerprint: '',
})

/** Does a deed to the newest version of its journey, and returns the version that it changed or made. */
function enact(transaction: Transaction, record: VersionRecord, deed: Deed, at: Instant): Promise<VersionRecord> {
  const actor = deed[2]
  const does = { transaction, record, actor, at, newId: () => `${record.journeyId}-v${record.number + 1}` }
  switch (deed[0]) {
    case 'pause':
      return handleAction(intent('pause', { days: deed[3] }), does)
    case 'close':
      return handleAction(intent('close', { reason: deed[3] ?? null, note: deed[4] ?? '' }), does)
    case 'stop':
      return handleAction(intent('stop', { reason: deed[3], note: deed[4] ?? '' }), does)
    case 'publish':
    case 'resume':
    case 'createVersion':
      return handleAction(intent(deed[0], {}), does)
    case 'create':
      return transaction.append(toCreationEntry(record)).then(() => record)
    case 'test':
      return Promise.resolve({ ...record, status: 'test', revision: record.revision + 1, updatedAt: at, updatedBy: actor })
  }
}

/** Acts out a story up to `now`, recorded by the backend's own functions. `when` says when each deed was done. */
export function play(story: Story, flow: Flow, when: readonly Instant[], now: Instant): Promise<Seed> {
  const { deeds, endsIn } = story
  const lastMade = deeds.findLastIndex(([what]) => what.startsWith('create'))
  return createMemoryStore().write(async (transaction) => {
    const newestFirst = () => transaction.versionsOf(journeyIdOf(story))
    for (const [i, deed] of deeds.entries()) {
      const at = when[i] ?? now
      await applyDueTransitions(transaction, at)
      const [newest = firstDraft(story, flow, at, deed[2])] = await newestFirst()
      const done = await enact(transaction, newest, deed, at)
      await transaction.put({
        ...done,
        endsAt: i === lastMade && endsIn !== undefined ? now + endsIn * day : done.endsAt,
        globalTimeout: now - done.createdAt > olderRule ? olderGlobalTimeoutMs : done.globalTimeout,
      })
    }
    await applyDueTransitions(transaction, now)
    const versions = (await newestFirst()).toReversed()
    const histories = await Promise.all(versions.map(({ id }) => transaction.history(id, Infinity)))
    return { versions, history: histories.flat().toSorted((one, other) => one.sequence - other.sequence) }
  })
}
