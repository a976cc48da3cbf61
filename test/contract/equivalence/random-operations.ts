import { sorts } from '#api/contract/list.ts'
import { populationRanges } from '#api/contract/population.ts'
import type { ProblemCode } from '#api/contract/problems/problem-codes.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { closeReasons, stopReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { actions, decide, permissions, statuses, type Action, type Permission } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { createRandom, type Random } from '#mocks/faults/seeded-random.ts'
import { buildActivity, day, buildFlow, hour, minute } from '#test/unit/domain/population/example-life.ts'
import { now, emptyFlow, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { createSessionWith, marketer, otherMarketer, viewer } from '#test/contract/support/sessions.ts'

/** What a request is about, for those who foretell its answer. */
export type Meaning =
  | {
      readonly what: 'order'
      readonly action: Action
      readonly id: string
      readonly etag: string
      readonly key: string
      readonly text: string
    }
  | { readonly what: 'read'; readonly id: string }
  | { readonly what: 'askFor' | 'withdraw'; readonly key: string }
  /** Whatever is asked of, it is refused with this. */
  | { readonly what: 'refused'; readonly code: ProblemCode }
  | { readonly what: 'else' }

/** A request to any host. */
export interface GeneratedRequest {
  readonly kind: 'ask'
  readonly path: string
  readonly init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
  readonly meaning: Meaning
}

/** One operation. `listen`: the first piece of the stream of events is read, after so many of its lines, or as somebody new. */
export type Operation =
  | GeneratedRequest
  | { readonly kind: 'listen'; readonly after: number | null }
  | { readonly kind: 'signIn'; readonly session: Session | null }
  | { readonly kind: 'setTime'; readonly at: Instant }

/** What was answered: JSON, or `null` where there was none. */
export interface AnswerBody {
  readonly body: unknown
}

/** What an answer tells of a version that matters for what to ask next. */
type SeenVersion = Pick<Version, 'id' | 'revision' | 'status'>

const jumpingFlow = buildFlow(10, buildActivity('hello', 'email', 0, 'wait'), buildActivity('wait', 'wait', 3 * day, 'jump'), {
  ...buildActivity('jump', 'jump', 0),
  journeyId: 'pair',
})

const names = ['Welcome', 'Été à Évry', 'ete', 'Ωμέγα', '🎉 Party', '\u{FFFD}x', 'Straße', '﷽', 'zz', 'Ａ', 'Œuvre 2', 'Œuvre 10']
const sessions: readonly (Session | null)[] = [marketer, marketer, marketer, otherMarketer, otherMarketer, viewer, null]
const permissionSets: readonly Permission[][] = [[], ['view', 'edit'], ['view', 'stop'], ['view', 'publish'], ['edit', 'stop']]

/** Three journeys: one of a single version, one that leads to another, one of two versions. */
function createVersions({ pick, int }: Random): readonly VersionRecord[] {
  const some = (id: string, facts: Partial<VersionRecord>) => {
    const status = pick(statuses)
    // Of the others the date is long over, or has never been.
    const endsAt = status === 'live' || status === 'paused' ? pick([null, now + 2 * day]) : null
    return buildVersionInStatus(status, {
      id,
      name: pick(names),
      flow: pick([welcomeFlow, emptyFlow, jumpingFlow]),
      endsAt,
      tags: [pick(names)],
      ...facts,
    })
  }
  const pair = { journeyId: 'pair', name: pick(names) }
  const newest = pick(statuses)
  return [
    some('one', { revision: 1 + int(2) }),
    some('leap', { flow: jumpingFlow }),
    some('older', { ...pair, latest: false }),
    buildVersionInStatus(newest, { ...pair, id: 'newer', number: 2, flow: pick([welcomeFlow, emptyFlow]) }),
  ]
}

const bodyGenerators: { readonly [A in Action]: (random: Random) => object } = {
  publish: () => ({}),
  pause: ({ int }) => ({ days: 1 + int(13) }),
  resume: () => ({}),
  close: ({ pick }) => pick([{}, { reason: pick(closeReasons), note: 'ça ' }, { note: '🎉' }]),
  stop: ({ pick }) => ({ reason: pick(stopReasons), note: pick(['x', ' é ']) }),
  createVersion: () => ({}),
  duplicate: ({ pick }) => ({ name: pick(names) }),
  delete: () => ({}),
}

/** Ways of spoiling a good order, and what each is refused with. */
const invalidRequests: readonly (readonly [
  code: ProblemCode,
  path: string,
  headers: Readonly<Record<string, string | null>>,
  body: string | null,
])[] = [
  ['malformed-json', '', {}, '{'],
  ['malformed-json', '', {}, ''],
  ['too-deep', '', {}, '['.repeat(40)],
  ['invalid-request', '', {}, 'null'],
  ['invalid-request', '', {}, '{"unknown":[1,{"a":"é"}]}'],
  ['invalid-request', '', {}, '{"note":"a","note":"b"}'],
  ['invalid-request', '?dry=1', {}, null],
  ['invalid-request', '', { 'if-match': 'W/"r1"' }, null],
  ['invalid-request', '', { 'idempotency-key': 'two words' }, null],
  ['precondition-required', '', { 'if-match': null }, null],
  ['precondition-required', '', { 'idempotency-key': null }, null],
  ['unsupported-media-type', '', { 'content-type': 'text/plain' }, null],
  ['too-large', '', {}, `{${' '.repeat(64 * 1024)}}`],
]

/** Somebody who does things at random, and knows no more of the versions than what was answered. The same seed and answers give the same operations. */
export class OperationGenerator {
  readonly versions: readonly VersionRecord[]
  readonly #random: Random
  readonly #seed: number
  #at = now
  #keys = 0
  readonly #seenVersions = new Map<string, { readonly etag: string; readonly status: string }>()
  readonly #commands: GeneratedRequest[] = []
  readonly #cursors: string[] = []

  constructor(seed: number) {
    this.#seed = seed
    this.#random = createRandom(seed)
    this.versions = createVersions(this.#random)
    this.versions.forEach(this.#remember)
  }

  /** What is done next. */
  next(): Operation {
    const { int, pick } = this.#random
    const percent = int(99)
    if (percent < 42) return this.#createCommand()
    if (percent < 47) return this.#repeatCommand()
    if (percent < 52) return this.#createInvalidRequest()
    if (percent < 78) return this.#createRead()
    if (percent < 84) return this.#createLookup()
    if (percent < 87) return { kind: 'listen', after: pick([null, int(7), 999]) }
    if (percent < 93) return { kind: 'signIn', session: int(3) === 0 ? createSessionWith(...pick(permissionSets)) : pick(sessions) }
    return { kind: 'setTime', at: (this.#at += pick([0, 10 * minute, hour, hour, 20 * day])) }
  }

  /** Learns from an answer. */
  learnFrom({ body }: AnswerBody): void {
    const { next, current, version, ...itself } = (body ?? {}) as Partial<SeenVersion> & {
      next?: unknown
      current?: SeenVersion
      version?: SeenVersion
    }
    for (const seen of [itself as Partial<SeenVersion>, current, version]) if (seen?.revision !== undefined) this.#remember(seen)
    if (typeof next === 'string') this.#cursors.push(next)
  }

  #remember = ({ id, revision, status }: Partial<SeenVersion>) => {
    if (id !== undefined && status !== undefined) this.#seenVersions.set(id, { etag: `"r${revision}"`, status })
  }
  #pickId = (): string => (this.#random.int(24) === 0 ? 'nowhere' : this.#random.pick([...this.#seenVersions.keys()]))
  #buildPath = (id: string, part = '') => `/api/versions/${encodeURIComponent(id)}${part}`

  #createCommand(): GeneratedRequest {
    const { int, pick } = this.#random
    const id = this.#pickId()
    const { status, etag: known } = this.#seenVersions.get(id) ?? { status: 'draft', etag: '"r1"' }
    const action = pick(int(2) === 0 ? actions : actions.filter((one) => decide({ status, latest: true }, one, permissions).allowed))
    const etag = int(11) === 0 ? `"r${int(4)}"` : known
    const key = `${this.#seed}-${++this.#keys}`
    const body = JSON.stringify(bodyGenerators[action](this.#random))
    const path = this.#buildPath(id, `/${actionSegments[action]}`)
    const headers = { 'content-type': 'application/json', 'if-match': etag, 'idempotency-key': key }
    const order: GeneratedRequest = {
      kind: 'ask',
      path,
      init: { method: 'POST', headers, body },
      meaning: { what: 'order', action, id, etag, key, text: `${path} ${etag} ${body}` },
    }
    this.#commands.push(order)
    return order
  }

  /** The same again, or something else under the same key. */
  #repeatCommand(): GeneratedRequest {
    const { int, pick } = this.#random
    const earlier = this.#commands.length > 0 ? pick(this.#commands) : this.#createCommand()
    if (int(2) > 0 || earlier.meaning.what !== 'order') return earlier
    const { key } = earlier.meaning
    const other = this.#createCommand()
    if (other.meaning.what !== 'order') return other
    const headers = { ...other.init.headers, 'idempotency-key': key }
    return { ...other, init: { ...other.init, headers }, meaning: { ...other.meaning, key } }
  }

  #createInvalidRequest(): GeneratedRequest {
    const good = this.#createCommand()
    const [code, query, spoiling, body] = this.#random.pick(invalidRequests)
    const given = Object.entries({ ...good.init.headers, ...spoiling }).filter((entry): entry is [string, string] => entry[1] !== null)
    this.#commands.pop()
    return {
      ...good,
      path: good.path + query,
      init: { ...good.init, headers: Object.fromEntries(given), body: body ?? good.init.body ?? '' },
      meaning: { what: 'refused', code },
    }
  }

  #createRead(): GeneratedRequest {
    const { int, pick } = this.#random
    const get = (path: string, meaning: Meaning = { what: 'else' }): GeneratedRequest => ({ kind: 'ask', path, init: {}, meaning })
    const id = this.#pickId()
    const queries: readonly (() => GeneratedRequest)[] = [
      () => get(this.#buildPath(id), { what: 'read', id }),
      () => get(this.#buildPath(id), { what: 'read', id }),
      () => get(this.#buildPath(id, '/impact')),
      () => get(this.#buildPath(id, `/copy-name?${new URLSearchParams({ name: pick([...names, ' ']) })}`)),
      () => get(this.#buildPath(id, `/population?range=${pick([...populationRanges, 'ever'])}`)),
      () => get(this.#buildPath(id, `/history${pick(['', '', '?cursor=3', '?cursor=0'])}`)),
      () => get(`/api/versions?${this.#createListQuery()}`),
      () => get(`/api/versions?${this.#createListQuery()}`),
      () => get(`/api/versions?${this.#createListQuery()}`),
      () => get(`/api/facets${pick(['', '?status=live&tag=zz', '?versions=all&search=e'])}`),
      () => get(`/api/facets?${this.#createFindQuery()}`),
      () => get(pick(['/api/overview', '/api/overview?timeZone=Pacific/Chatham'])),
      () => get('/api/session'),
      () => ({ ...get(this.#buildPath(id)), init: { method: pick(['HEAD', 'PUT', 'DELETE']) } }),
      () => get(pick(['/api/nothing', '/api/versions/', '/api/overview?deep=1'])),
    ]
    return queries[int(queries.length - 1)]!()
  }

  /** The values that a text finds, beside those that are chosen. */
  #createFindQuery(): URLSearchParams {
    const { int, pick } = this.#random
    const query = new URLSearchParams({ find: pick([...names, 'e', 'anna', 'oeuvre', 'STRASSE', '%', '\0', 'x'.repeat(200 + int(1))]) })
    if (int(1) === 0) query.append('tag', pick(names))
    if (int(1) === 0) query.append('versions', 'all')
    return query
  }

  #createListQuery(): URLSearchParams {
    const { int, pick } = this.#random
    const query = new URLSearchParams()
    const maybe = (times: number, name: string, values: readonly unknown[]) =>
      int(times - 1) === 0 && query.append(name, String(pick(values)))
    maybe(3, 'search', ['ÉTÉ', 'e', 'wel come', 'anna', '🎉', 'ß', 'ss', '%'])
    maybe(4, 'status', statuses)
    maybe(4, 'status', [...statuses, 'gone'])
    maybe(2, 'versions', ['all', 'all', 'latest', 'both'])
    maybe(2, 'sort', sorts)
    maybe(2, 'limit', [1, 1, 2, 2, 3, 200, 201, 0, 'x'])
    maybe(6, 'endedWithin', [1, 7, 365, 0])
    maybe(8, 'publishedWithin', [1, 7, 365, 0])
    maybe(8, 'updatedWithin', [1, 7, 365])
    maybe(8, 'type', entryTypes)
    maybe(8, 'tag', [...names, ''])
    maybe(8, 'createdBy', ['anna', 'bob', 'nobody'])
    maybe(8, 'reason', closeReasons)
    maybe(6, 'timeZone', ['America/Los_Angeles', 'Asia/Kathmandu', 'Mars/Olympus'])
    if (this.#cursors.length > 0) maybe(2, 'cursor', this.#cursors)
    maybe(20, 'cursor', ['e30'])
    maybe(20, 'unknown', [1])
    return query
  }

  #createLookup(): GeneratedRequest {
    const { int } = this.#random
    // Also of an intent that is still to come.
    const key = `${this.#seed}-${1 + int(this.#keys + 1)}`
    const path = `/api/operations/${key}`
    if (int(1) === 0) return { kind: 'ask', path, init: {}, meaning: { what: 'askFor', key } }
    const other = int(7) === 0
    const headers = { 'content-type': 'application/json', 'idempotency-key': other ? 'other' : key }
    const meaning: Meaning = other ? { what: 'refused', code: 'invalid-request' } : { what: 'withdraw', key }
    return { kind: 'ask', path: `${path}/cancel`, init: { method: 'POST', headers, body: '{}' }, meaning }
  }
}
