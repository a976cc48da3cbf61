import type { VersionChange } from '#api/contract/events.ts'
import type { History, HistoryEntry } from '#api/contract/history.ts'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import {
  listExisting,
  person,
  toBatch,
  toImpact,
  toIso,
  toList,
  toOverview,
  toPeople,
  toVersion,
  type Snapshot,
  type VersionState,
} from './snapshot-responses.ts'

/** A pending request. */
export interface PendingRequest {
  readonly path: string
  readonly key: string | null
  readonly revision: number | null
  readonly respond: (status: number, body: object) => void
  readonly fail: () => void
}

const journeys = ['a', 'b']

/** A fake of the backend (a simple implementation) that keeps a snapshot of every moment. A test responds with any of them, at any time. */
export class SnapshotBackend {
  readonly #snapshots: Snapshot[] = []
  readonly #answers = new Map<string, readonly [status: number, body: object]>()
  /** The unanswered requests, in order of arrival. */
  readonly pendingRequests: PendingRequest[] = []
  /** All changes, oldest first. */
  readonly changes: VersionChange[] = []

  constructor() {
    const versions = journeys.map((id) => {
      return { id: `${id}1`, journeyId: id, number: 1, latest: true, revision: 1, status: 'live', deleted: false }
    })
    this.#snapshots.push({ moment: 0, versions, lines: [] })
    for (const { id } of versions) this.#write(id, 'create', [])
  }

  get #now(): Snapshot {
    return this.#snapshots.at(-1)!
  }

  /** Number of moments so far. */
  get momentCount(): number {
    return this.#snapshots.length
  }

  /** The ids of all existing versions. */
  get ids(): readonly string[] {
    return listExisting(this.#now).map(({ id }) => id)
  }

  /** Advances time by one moment. */
  advanceTime(): void {
    this.#snapshots.push({ ...this.#now, moment: this.#now.moment + 1 })
  }

  #write(versionId: string, what: HistoryEntry['type'], changed: readonly VersionState[]): void {
    const { moment, versions, lines } = this.#now
    const at = toIso(moment + 1)
    const sequence = lines.length + 1
    const details = { actor: person, trigger: null, reason: null, note: '', before: null, after: null, peopleInside: 0 }
    const others = versions.filter(({ id }) => !changed.some((version) => version.id === id))
    this.#snapshots.push({
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

  #find({ versions }: Snapshot, id: string): VersionState | undefined {
    return versions.find((version) => version.id === id)
  }

  #refusal(code: 'deleted' | 'not-found' | 'stale-revision', state: Snapshot, id: string): readonly [number, Problem] {
    const version = this.#find(state, id)
    const last = state.lines.find(({ versionId }) => versionId === id)
    const status = code === 'stale-revision' ? 412 : 404
    const current = code === 'stale-revision' && version && { currentVersion: toVersion(version, state) }
    return [status, { type: '', title: code, status, detail: '', code, ...current, ...(last && { latestEntry: last }) }]
  }

  /** Reads a path as of a moment. */
  #read(path: string, moment: number): readonly [status: number, body: object] {
    const state = this.#snapshots[moment]!
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
