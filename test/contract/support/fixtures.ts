import { toCreationEntry } from '#backend/commands/create-draft.ts'
import { findComputedTransition } from '#test/unit/domain/population/list-transitions.ts'
import type { EndedRecord, VersionRecord } from '#backend/store/records.ts'
import type { Seed } from '#backend/store/store.ts'
import type { Status } from '#domain/lifecycle.ts'
import { buildActivity, day, buildFlow, hour, buildLife, monday } from '#test/unit/domain/population/example-life.ts'
import { marketer } from './sessions.ts'

/** Ten days after the example versions were published. */
export const now = monday + 10 * day

/** Ten people enter per hour; each gets an e-mail at once, another after three days, and leaves. */
export const welcomeFlow = buildFlow(
  10,
  buildActivity('hello', 'email', 0, 'wait'),
  buildActivity('wait', 'wait', 3 * day, 'offer'),
  buildActivity('offer', 'email', 0, 'end'),
  buildActivity('end', 'end', 0),
)

/** A flow without entrances. */
export const emptyFlow = buildFlow(0, buildActivity('end', 'end', 0))

/** A condition after one day: 30 % jump into the shop, the others wait without end. */
export const forkedFlow = buildFlow(
  10,
  { ...buildActivity('confirmation', 'email', day, 'fork'), promised: true },
  {
    ...buildActivity('fork', 'condition', 0),
    next: [
      { to: 'jump', share: 30, name: 'Yes' },
      { to: 'wait', share: 70 },
    ],
  },
  { ...buildActivity('jump', 'jump', 0), journeyId: 'shop' },
  { ...buildActivity('wait', 'wait', Infinity), name: 'Wait for a reply' },
)

/** A version, live since Monday, the only one of its journey; `facts` override its properties. */
export function buildVersion(facts: Partial<VersionRecord> = {}): VersionRecord {
  const id = facts.id ?? 'version'
  const version: VersionRecord = {
    ...buildLife(welcomeFlow),
    id,
    journeyId: `journey-of-${id}`,
    name: 'Welcome',
    number: 1,
    latest: true,
    revision: 1,
    description: '',
    tags: [],
    startsAt: null,
    createdAt: monday - day,
    createdBy: marketer.user,
    updatedAt: monday,
    updatedBy: marketer.user,
    publishedBy: marketer.user,
    ended: null,
    timeZone: 'UTC',
    reentrance: true,
    deletedAt: null,
    dueAt: null,
    ...facts,
  }
  return { ...version, dueAt: findComputedTransition(version)?.at ?? null }
}

const ended = (action: EndedRecord['action'], at: number): Partial<VersionRecord> => ({
  ended: { at, action, actor: marketer.user, trigger: null, reason: 'legal', note: '', peopleInside: 720 },
  updatedAt: at,
})

const unpublished = { publishedAt: null, publishedBy: null }

const factsByStatus: Readonly<Record<Status, Partial<VersionRecord>>> = {
  draft: unpublished,
  test: unpublished,
  live: {},
  paused: { pauses: [{ from: now - day, to: now + 13 * day }] },
  closed: { closedAt: now - hour, ...ended('close', now - hour) },
  stopped: { stoppedAt: now - hour, ...ended('stop', now - hour) },
  finished: { closedAt: now - 5 * day, finishedAt: now - 2 * day, ...ended('close', now - 5 * day), updatedAt: now - 2 * day },
}

/** A version in `status` at `now`. It has people inside where the status allows it. */
export const buildVersionInStatus = (status: Status, facts: Partial<VersionRecord> = {}): VersionRecord =>
  buildVersion({ status, ...factsByStatus[status], ...facts })

/** A seed with exactly these versions, each with its creation entry. */
export const buildSeed = (versions: readonly VersionRecord[]): Seed => ({ versions, history: versions.map(toCreationEntry) })
