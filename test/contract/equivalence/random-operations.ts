import { sorts } from '#api/contract/list.ts'
import { populationRanges } from '#api/contract/population.ts'
import type { ProblemCode } from '#api/contract/problem.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { closeReasons, stopReasons } from '#domain/ending-reasons.ts'
import { actions, decide, permissions, statuses, type Action, type Permission } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { chance, type Chance } from '#test/support/random.ts'
import { activity, day, flow, hour, minute } from '#test/unit/domain/population/example-life.ts'
import { now, quiet, versionThatIs, welcome } from '#test/contract/support/fixtures.ts'
import { holding, marketer, otherMarketer, viewer } from '#test/contract/support/sessions.ts'

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
export interface Asking {
  readonly kind: 'ask'
  readonly path: string
  readonly init: Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> }
  readonly meaning: Meaning
}

/** One operation. `listen`: the first piece of the stream of events is read, after so many of its lines, or as somebody new. */
export type Operation =
  | Asking
  | { readonly kind: 'listen'; readonly after: number | null }
  | { readonly kind: 'signIn'; readonly session: Session | null }
  | { readonly kind: 'setTime'; readonly at: Instant }

/** What was answered: JSON, or `null` where there was none. */
export interface Answered {
  readonly body: unknown
}

/** What an answer tells of a version that matters for what to ask next. */
type Seen = Pick<Version, 'id' | 'revision' | 'status'>

const leap = flow(10, activity('hello', 'email', 0, 'wait'), activity('wait', 'wait', 3 * day, 'jump'), {
  ...activity('jump', 'jump', 0),
  journeyId: 'pair',
})

const names = ['Welcome', 'Été à Évry', 'ete', 'Ωμέγα', '🎉 Party', '\u{FFFD}x', 'Straße', '﷽', 'zz', 'Ａ']
const sessions: readonly (Session | null)[] = [marketer, marketer, marketer, otherMarketer, otherMarketer, viewer, null]
const held: readonly Permission[][] = [[], ['view', 'edit'], ['view', 'stop'], ['view', 'publish'], ['edit', 'stop']]

/** Three journeys: one of a single version, one that leads to another, one of two versions. */
function beginning({ pick, below }: Chance): readonly VersionRecord[] {
  const some = (id: string, facts: Partial<VersionRecord>) => {
    const status = pick(statuses)
    // Of the others the date is long over, or has never been.
    const endsAt = status === 'live' || status === 'paused' ? pick([null, now + 2 * day]) : null
    return versionThatIs(status, { id, name: pick(names), flow: pick([welcome, quiet, leap]), endsAt, tags: [pick(names)], ...facts })
  }
  const pair = { journeyId: 'pair', name: pick(names) }
  const newest = pick(statuses)
  return [
    some('one', { revision: 1 + below(3) }),
    some('leap', { flow: leap }),
    some('older', { ...pair, latest: false }),
    versionThatIs(newest, { ...pair, id: 'newer', number: 2, flow: pick([welcome, quiet]) }),
  ]
}

const bodies: { readonly [A in Action]: (luck: Chance) => object } = {
  publish: () => ({}),
  pause: ({ below }) => ({ days: 1 + below(14) }),
  resume: () => ({}),
  close: ({ pick }) => pick([{}, { reason: pick(closeReasons), note: 'ça ' }, { note: '🎉' }]),
  stop: ({ pick }) => ({ reason: pick(stopReasons), note: pick(['x', ' é ']) }),
  createVersion: () => ({}),
  duplicate: ({ pick }) => ({ name: pick(names) }),
  delete: () => ({}),
}

/** Ways of spoiling a good order, and what each is refused with. */
const spoilt: readonly (readonly [
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
export class RandomMarketer {
  readonly versions: readonly VersionRecord[]
  readonly #luck: Chance
  readonly #seed: number
  #at = now
  #keys = 0
  readonly #standing = new Map<string, { readonly etag: string; readonly status: string }>()
  readonly #orders: Asking[] = []
  readonly #cursors: string[] = []

  constructor(seed: number) {
    this.#seed = seed
    this.#luck = chance(seed)
    this.versions = beginning(this.#luck)
    this.versions.forEach(this.#meets)
  }

  /** What is done next. */
  next(): Operation {
    const { below, pick } = this.#luck
    const luck = below(100)
    if (luck < 42) return this.#order()
    if (luck < 47) return this.#repeat()
    if (luck < 52) return this.#spoil()
    if (luck < 78) return this.#read()
    if (luck < 84) return this.#askAbout()
    if (luck < 87) return { kind: 'listen', after: pick([null, below(8), 999]) }
    if (luck < 93) return { kind: 'signIn', session: below(4) === 0 ? holding(...pick(held)) : pick(sessions) }
    return { kind: 'setTime', at: (this.#at += pick([0, 10 * minute, hour, hour, 20 * day])) }
  }

  /** Learns from an answer. */
  hears({ body }: Answered): void {
    const { next, current, version, ...itself } = (body ?? {}) as Partial<Seen> & { next?: unknown; current?: Seen; version?: Seen }
    for (const told of [itself as Partial<Seen>, current, version]) if (told?.revision !== undefined) this.#meets(told)
    if (typeof next === 'string') this.#cursors.push(next)
  }

  #meets = ({ id, revision, status }: Partial<Seen>) => {
    if (id !== undefined && status !== undefined) this.#standing.set(id, { etag: `"r${revision}"`, status })
  }
  #id = (): string => (this.#luck.below(25) === 0 ? 'nowhere' : this.#luck.pick([...this.#standing.keys()]))
  #address = (id: string, part = '') => `/api/versions/${encodeURIComponent(id)}${part}`

  #order(): Asking {
    const { below, pick } = this.#luck
    const id = this.#id()
    const { status, etag: known } = this.#standing.get(id) ?? { status: 'draft', etag: '"r1"' }
    const action = pick(below(3) === 0 ? actions : actions.filter((one) => decide({ status, latest: true }, one, permissions).allowed))
    const etag = below(12) === 0 ? `"r${below(5)}"` : known
    const key = `${this.#seed}-${++this.#keys}`
    const body = JSON.stringify(bodies[action](this.#luck))
    const path = this.#address(id, `/${actionSegments[action]}`)
    const headers = { 'content-type': 'application/json', 'if-match': etag, 'idempotency-key': key }
    const order: Asking = {
      kind: 'ask',
      path,
      init: { method: 'POST', headers, body },
      meaning: { what: 'order', action, id, etag, key, text: `${path} ${etag} ${body}` },
    }
    this.#orders.push(order)
    return order
  }

  /** The same again, or something else under the same key. */
  #repeat(): Asking {
    const { below, pick } = this.#luck
    const earlier = this.#orders.length > 0 ? pick(this.#orders) : this.#order()
    if (below(3) > 0 || earlier.meaning.what !== 'order') return earlier
    const { key } = earlier.meaning
    const other = this.#order()
    if (other.meaning.what !== 'order') return other
    const headers = { ...other.init.headers, 'idempotency-key': key }
    return { ...other, init: { ...other.init, headers }, meaning: { ...other.meaning, key } }
  }

  #spoil(): Asking {
    const good = this.#order()
    const [code, query, spoiling, body] = this.#luck.pick(spoilt)
    const given = Object.entries({ ...good.init.headers, ...spoiling }).filter((entry): entry is [string, string] => entry[1] !== null)
    this.#orders.pop()
    return {
      ...good,
      path: good.path + query,
      init: { ...good.init, headers: Object.fromEntries(given), body: body ?? good.init.body ?? '' },
      meaning: { what: 'refused', code },
    }
  }

  #read(): Asking {
    const { below, pick } = this.#luck
    const get = (path: string, meaning: Meaning = { what: 'else' }): Asking => ({ kind: 'ask', path, init: {}, meaning })
    const id = this.#id()
    const queries: readonly (() => Asking)[] = [
      () => get(this.#address(id), { what: 'read', id }),
      () => get(this.#address(id), { what: 'read', id }),
      () => get(this.#address(id, '/impact')),
      () => get(this.#address(id, `/population?range=${pick([...populationRanges, 'ever'])}`)),
      () => get(this.#address(id, `/history${pick(['', '', '?cursor=3', '?cursor=0'])}`)),
      () => get(`/api/versions?${this.#listQuery()}`),
      () => get(`/api/versions?${this.#listQuery()}`),
      () => get(`/api/versions?${this.#listQuery()}`),
      () => get('/api/overview'),
      () => get('/api/session'),
      () => ({ ...get(this.#address(id)), init: { method: pick(['HEAD', 'PUT', 'DELETE']) } }),
      () => get(pick(['/api/nothing', '/api/versions/', '/api/overview?deep=1'])),
    ]
    return queries[below(queries.length)]!()
  }

  #listQuery(): URLSearchParams {
    const { below, pick } = this.#luck
    const query = new URLSearchParams()
    const maybe = (times: number, name: string, values: readonly unknown[]) =>
      below(times) === 0 && query.append(name, String(pick(values)))
    maybe(3, 'search', ['ÉTÉ', 'e', 'wel come', 'anna', '🎉', 'ß', 'ss', '%'])
    maybe(4, 'status', statuses)
    maybe(4, 'status', [...statuses, 'gone'])
    maybe(2, 'versions', ['all', 'all', 'latest', 'both'])
    maybe(2, 'sort', sorts)
    maybe(2, 'limit', [1, 1, 2, 2, 3, 200, 201, 0, 'x'])
    maybe(6, 'endedWithin', [1, 7, 365, 0])
    if (this.#cursors.length > 0) maybe(2, 'cursor', this.#cursors)
    maybe(20, 'cursor', ['e30'])
    maybe(20, 'unknown', [1])
    return query
  }

  #askAbout(): Asking {
    const { below } = this.#luck
    // Also of an intent that is still to come.
    const key = `${this.#seed}-${1 + below(this.#keys + 2)}`
    const path = `/api/operations/${key}`
    if (below(2) === 0) return { kind: 'ask', path, init: {}, meaning: { what: 'askFor', key } }
    const other = below(8) === 0
    const headers = { 'content-type': 'application/json', 'idempotency-key': other ? 'other' : key }
    const meaning: Meaning = other ? { what: 'refused', code: 'invalid-request' } : { what: 'withdraw', key }
    return { kind: 'ask', path: `${path}/cancel`, init: { method: 'POST', headers, body: '{}' }, meaning }
  }
}
