import type { VersionChange } from '#api/contract/events.ts'
import type { History, HistoryEntry } from '#api/contract/history.ts'
import type { Impact } from '#api/contract/impact.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Overview } from '#api/contract/overview.ts'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { Version, VersionRef, VersionSummary } from '#api/contract/version.ts'

/** A version at a moment; all other properties are derived from it. */
interface FakeVersion {
  readonly id: string
  readonly journeyId: string
  readonly number: number
  readonly latest: boolean
  readonly revision: number
  readonly status: string
  readonly deleted: boolean
}

/** The complete state at a moment; moments are counted from 0. */
interface State {
  readonly moment: number
  readonly versions: readonly FakeVersion[]
  readonly lines: readonly HistoryEntry[]
}

/** A pending request. */
export interface PendingRequest {
  readonly path: string
  readonly key: string | null
  readonly revision: number | null
  readonly respond: (status: number, body: object) => void
  readonly fail: () => void
}

const person = { id: 'bob', name: 'Bob Ng' }
const noMessages = { email: 0, sms: 0, push: 0, inApp: 0 }
const start = Date.UTC(2026, 2, 11, 12)
const toIso = (moment: number): string => new Date(start + moment * 1000).toISOString()
const journeys = ['a', 'b']

/** The number of people inside equals the moment: every number shows its own age. */
const toVersionRef = ({ id, number, latest, status, revision }: FakeVersion, { moment }: State): VersionRef => {
  return { id, name: id, number, latest, status, revision, peopleInside: moment }
}

const toSummary = (version: FakeVersion, state: State): VersionSummary => ({
  ...toVersionRef(version, state),
  journeyId: version.journeyId,
  type: 'unitaryEvent',
  description: '',
  tags: [],
  startsAt: null,
  endsAt: null,
  createdAt: toIso(0),
  createdBy: person,
  updatedAt: toIso(version.revision),
  updatedBy: person,
  publishedAt: null,
  publishedBy: null,
  pausedUntil: null,
  ended: null,
  finishedAt: null,
})

const listExisting = ({ versions }: State): readonly FakeVersion[] => versions.filter(({ deleted }) => !deleted)

function toVersion(version: FakeVersion, state: State): Version {
  const leadsTo = listExisting(state).find(({ journeyId, latest }) => journeyId !== version.journeyId && latest)
  const people = { entered: state.moment, inside: state.moment, completed: 0, stopped: 0, timedOut: 0 }
  return {
    ...toSummary(version, state),
    asOf: toIso(state.moment),
    people: { ...people, enteredToday: 0 },
    activities: [
      {
        id: 'jump',
        kind: 'jump',
        name: '',
        durationMs: 0,
        next: [],
        promised: false,
        jumpTarget: leadsTo ? toVersionRef(leadsTo, state) : null,
        arrived: 0,
        inside: 0,
        passed: 0,
        stopped: 0,
        timedOut: 0,
      },
    ],
    timeZone: 'UTC',
    reentrance: false,
    globalTimeoutDays: 91,
    emptyAt: null,
    stall: null,
    receipts: [],
    deletedAt: version.deleted ? toIso(state.moment) : null,
    versions: listExisting(state)
      .filter(({ journeyId }) => journeyId === version.journeyId)
      .map((other) => toVersionRef(other, state)),
  }
}

function toImpact(version: FakeVersion, state: State): Impact {
  const others = listExisting(state).filter(({ id }) => id !== version.id)
  return {
    versionId: version.id,
    revision: version.revision,
    status: version.status,
    asOf: toIso(state.moment),
    peopleInside: state.moment,
    close: { messages: noMessages, lastExit: null, timingOut: 0, entrancesNextDay: 0, nextEntrances: [] },
    stop: { messages: noMessages, oneStepFromEnd: 0, promised: [], alreadySent: noMessages, requiresTypedName: false },
    publish: { supersedes: others[0] ? toVersionRef(others[0], state) : null },
    incomingJumps: others.map((other) => toVersionRef(other, state)),
    otherVersions: [],
    similarNames: [],
  }
}

const toPeople = ({ id, revision }: FakeVersion, { moment }: State): PopulationSeries => ({
  versionId: id,
  revision,
  asOf: toIso(moment),
  range: '24h',
  points: [],
  forecast: null,
  marks: [],
})

function toList(state: State, all: boolean): List {
  const rows = listExisting(state).filter(({ latest }) => all || latest)
  return {
    items: rows.map((version) => toSummary(version, state)),
    matchingCount: rows.length,
    totalCount: rows.length,
    countsByStatus: {},
    nextCursor: null,
    asOf: toIso(state.moment),
  }
}

function toBatch(ids: readonly string[], state: State): VersionBatch {
  const found = state.versions.filter(({ id }) => ids.includes(id))
  return {
    items: found.filter(({ deleted }) => !deleted).map((version) => toSummary(version, state)),
    deleted: found
      .filter(({ deleted }) => deleted)
      .map(({ id, number }) => ({
        id,
        latestEntry: state.lines.find(({ versionId }) => versionId === id),
        deletedVersion: { name: id, number, latestVersion: null },
      })),
    notFound: ids.filter((id) => found.every((version) => version.id !== id)),
    asOf: toIso(state.moment),
  }
}

const toOverview = (state: State): Overview => ({
  asOf: toIso(state.moment),
  peopleInside: state.moment,
  enteredLastHour: 0,
  draining: { versions: 0, peopleInside: 0 },
  endedLastWeek: { versions: 0, days: [] },
  advice: listExisting(state).map((version) => ({
    version: toSummary(version, state),
    reasonCode: 'nobodyEnters',
    since: toIso(0),
    people: state.moment,
  })),
  adviceTotal: 0,
})

/** A fake backend that keeps the state of every moment, so that a test can respond with any of them, at any time. */
export class FakeBackend {
  readonly #states: State[] = []
  readonly #answers = new Map<string, readonly [status: number, body: object]>()
  /** The unanswered requests, in order of arrival. */
  readonly pendingRequests: PendingRequest[] = []
  /** All changes, oldest first. */
  readonly changes: VersionChange[] = []

  constructor() {
    const versions = journeys.map((id) => {
      return { id: `${id}1`, journeyId: id, number: 1, latest: true, revision: 1, status: 'live', deleted: false }
    })
    this.#states.push({ moment: 0, versions, lines: [] })
    for (const { id } of versions) this.#write(id, 'create', [])
  }

  get #now(): State {
    return this.#states.at(-1)!
  }

  /** Number of moments so far. */
  get momentCount(): number {
    return this.#states.length
  }

  /** The ids of all existing versions. */
  get ids(): readonly string[] {
    return listExisting(this.#now).map(({ id }) => id)
  }

  /** Advances time by one moment. */
  advanceTime(): void {
    this.#states.push({ ...this.#now, moment: this.#now.moment + 1 })
  }

  #write(versionId: string, what: HistoryEntry['type'], changed: readonly FakeVersion[]): void {
    const { moment, versions, lines } = this.#now
    const at = toIso(moment + 1)
    const sequence = lines.length + 1
    const details = { actor: person, trigger: null, reason: null, note: '', before: null, after: null, peopleInside: 0 }
    const others = versions.filter(({ id }) => !changed.some((version) => version.id === id))
    this.#states.push({
      moment: moment + 1,
      versions: [...others, ...changed],
      lines: [{ sequence, versionId, at, type: what, ...details }, ...lines],
    })
    this.changes.push({ sequence, versionId, journeyId: versionId, type: what, at })
  }

  /** Changes a version; returns the resulting version, as its page shows it. */
  changeVersion(id: string, what: 'close' | 'createVersion' | 'delete'): Version {
    const version = this.#find(this.#now, id)!
    const next = { ...version, revision: version.revision + 1 }
    if (what === 'close') this.#write(id, what, [{ ...next, status: `${version.status}, closed` }])
    if (what === 'delete') this.#write(id, what, [{ ...next, deleted: true }])
    const number = this.#now.versions.filter(({ journeyId }) => journeyId === version.journeyId).length + 1
    const made = { ...version, id: `${version.journeyId}${number}`, number, latest: true, revision: 1 }
    if (what === 'createVersion') this.#write(id, what, [{ ...next, latest: false }, made])
    return toVersion(this.#find(this.#now, what === 'createVersion' ? made.id : id)!, this.#now)
  }

  #find({ versions }: State, id: string): FakeVersion | undefined {
    return versions.find((version) => version.id === id)
  }

  #refusal(code: 'deleted' | 'not-found' | 'stale-revision', state: State, id: string): readonly [number, Problem] {
    const version = this.#find(state, id)
    const last = state.lines.find(({ versionId }) => versionId === id)
    const status = code === 'stale-revision' ? 412 : 404
    const current = code === 'stale-revision' && version && { currentVersion: toVersion(version, state) }
    return [status, { type: '', title: code, status, detail: '', code, ...current, ...(last && { latestEntry: last }) }]
  }

  /** Reads a path as of a moment. */
  #read(path: string, moment: number): readonly [status: number, body: object] {
    const state = this.#states[moment]!
    const { pathname, searchParams } = new URL(path, 'http://localhost')
    const [, , , id = '', part] = pathname.split('/')
    if (pathname === '/api/overview') return [200, toOverview(state)]
    if (pathname === '/api/session') return [200, { person, permissions: [] }]
    if (searchParams.has('id')) return [200, toBatch(searchParams.getAll('id'), state)]
    if (id === '') return [200, toList(state, searchParams.get('versions') === 'all')]
    const version = this.#find(state, id)
    if (!version) return this.#refusal('not-found', state, id)
    if (part === 'history') {
      return [200, { items: state.lines.filter(({ versionId }) => versionId === id), nextCursor: null } satisfies History]
    }
    if (version.deleted) return this.#refusal('deleted', state, id)
    return [200, (part === 'impact' ? toImpact : part === 'population' ? toPeople : toVersion)(version, state)]
  }

  /** Carries out a command once; a repeated key gets the stored response. */
  #carryOut({ path, key, revision }: PendingRequest): readonly [status: number, body: object] {
    const known = this.#answers.get(String(key))
    const [, , collection, id = '', action] = path.split('/')
    if (collection === 'operations') {
      const outcome =
        known?.[0] === 200
          ? { state: 'succeeded', version: known[1] }
          : known
            ? { state: 'rejected', problem: known[1] }
            : { state: 'cancelled' }
      return [200, { ...outcome, userId: 'anna' }]
    }
    if (known) return known
    const version = this.#find(this.#now, id)
    const answer = (): readonly [number, object] => {
      if (!version || version.deleted) return this.#refusal('deleted', this.#now, id)
      if (version.revision !== revision) return this.#refusal('stale-revision', this.#now, id)
      return [200, this.changeVersion(id, action === 'delete' ? action : 'close')]
    }
    const given = answer()
    this.#answers.set(String(key), given)
    return given
  }

  /** Creates the response: to a read as of a moment, to a command after it was carried out. */
  createAnswer(request: PendingRequest, moment: number): readonly [status: number, body: object] {
    return request.key === null ? this.#read(request.path, moment) : this.#carryOut(request)
  }

  /** Replaces `fetch`. */
  readonly fetch = (path: string, { signal, method, headers }: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const details = new Headers(headers)
      const over = () => void this.pendingRequests.splice(this.pendingRequests.indexOf(request), 1)
      const request: PendingRequest = {
        path,
        key: method === 'POST' ? details.get('idempotency-key') : null,
        revision: Number(details.get('if-match')?.slice(2, -1)),
        respond: (status, body) => {
          over()
          resolve({ ok: status === 200, status, text: async () => JSON.stringify(body) } as Response)
        },
        fail: () => {
          over()
          reject(new TypeError('Failed to fetch'))
        },
      }
      signal?.addEventListener('abort', () => {
        if (this.pendingRequests.includes(request)) over()
        reject(new DOMException('called off', 'AbortError'))
      })
      this.pendingRequests.push(request)
    })
}
