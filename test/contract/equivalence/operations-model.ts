import { problemStatuses } from '#api/contract/problem.ts'
import type { Session } from '#api/contract/session.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Action, ActionResult, Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'
import { now, quiet } from '#test/contract/support/fixtures.ts'
import { needed } from '#test/contract/permissions/permission-matrix.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { Answered, Asking, Operation } from './random-operations.ts'

/** What the model remembers of a version. */
interface Known {
  readonly id: string
  readonly journeyId: string
  readonly number: number
  readonly quiet: boolean
  readonly endsAt: Instant | null
  status: string
  latest: boolean
  revision: number
  deleted: boolean
  pausedUntil: Instant
  closedAt: Instant
  /** Whether anybody can have entered. */
  peopled: boolean
}

/** What an answer has to say: its status, and for a refusal why, for a version how it is. */
export type Foretold = Readonly<{ status: number; code?: string; reasonCode?: string; version?: object; state?: string }>

type Order = Extract<Asking['meaning'], { what: 'order' }>

/** How long the last one who entered walks, at most. */
const walk = 3 * day
/** The longest pause: all pauses are over long before time goes on by much. */
const longestPause = 14 * day

const unborn = { status: 'draft', latest: true, revision: 1, deleted: false, pausedUntil: 0, closedAt: 0, endsAt: null, peopled: false }
const open: readonly string[] = ['live', 'paused']

/** Changes a version, and counts that. */
const change = (version: Known, facts: Partial<Known>): void => void Object.assign(version, facts, { revision: version.revision + 1 })

const said = (status: number, code: string, reasonCode?: string): Foretold => ({
  status,
  code,
  ...(reasonCode === undefined ? {} : { reasonCode }),
})
const told = ({ id, status, revision, latest, number }: Known) => ({ id, status, revision, latest, number })

/**
 * The rules of the design once more, on nothing but what each version has come to: it foretells what is answered, and shares no code with the backend.
 * It relies on time going on by either so little that nobody leaves, or so much that everyone has left.
 */
export class Model {
  readonly #versions = new Map<string, Known>()
  readonly #settled = new Map<string, Foretold & { readonly text: string | null }>()
  #session: Session | null = marketer
  #at = now
  #seen = now
  /** A version that was made just now, and has no name yet. */
  #born: Known | null = null

  constructor(versions: readonly VersionRecord[]) {
    for (const { flow, pauses, closedAt, deletedAt, ...facts } of versions) {
      const past = { deleted: deletedAt !== null, pausedUntil: pauses.at(-1)?.to ?? 0, closedAt: closedAt ?? 0 }
      this.#versions.set(facts.id, { ...facts, ...past, quiet: flow === quiet, peopled: flow !== quiet && facts.publishedAt !== null })
    }
  }

  /** What will be answered to an operation; `null` where the model does not know, or nothing is. */
  foretell(operation: Operation): Foretold | null {
    if (operation.kind === 'signIn') this.#session = operation.session
    if (operation.kind === 'setTime') this.#at = operation.at
    if (operation.kind !== 'ask') return null
    const { meaning } = operation
    if (meaning.what === 'else') return null
    if (this.#session === null) return said(401, 'unauthenticated')
    switch (meaning.what) {
      case 'refused':
        return said(problemStatuses[meaning.code], meaning.code)
      case 'read':
        return this.#read(meaning.id, this.#session)
      case 'askFor':
      case 'withdraw':
        return this.#fate(meaning.key, this.#session, meaning.what === 'withdraw')
      case 'order':
        return this.#answer(meaning, this.#session)
    }
  }

  /** Learns what a new version is called, which nobody can foretell. */
  hears({ body }: Answered): void {
    const { id, journeyId } = (body ?? {}) as Partial<Known>
    if (this.#born === null || id === undefined || journeyId === undefined) return
    this.#versions.set(id, { ...this.#born, id, journeyId })
    this.#born = null
  }

  #read(id: string, { permissions }: Session): Foretold {
    if (!permissions.includes('view')) return said(403, 'forbidden', 'notPermitted')
    this.#settle()
    const version = this.#versions.get(id)
    if (!version) return said(404, 'not-found')
    return version.deleted ? said(404, 'deleted') : { status: 200, version: told(version) }
  }

  #fate(key: string, { user }: Session, withdraws: boolean): Foretold {
    const place = `${user.id} ${key}`
    const known = this.#settled.get(place)
    if (known) return { status: 200, state: known.text === null ? 'cancelled' : known.status === 200 ? 'succeeded' : 'rejected' }
    if (withdraws) this.#settled.set(place, { ...said(409, 'cancelled'), text: null })
    return { status: 200, state: withdraws ? 'cancelled' : 'notReceived' }
  }

  #answer(order: Order, session: Session): Foretold {
    const place = `${session.user.id} ${order.key}`
    const known = this.#settled.get(place)
    if (known) {
      const { text, ...answer } = known
      return text === null || text === order.text ? answer : said(422, 'key-reused')
    }
    this.#settle()
    const answer = this.#judge(order, session)
    if ([200, 409, 412].includes(answer.status)) this.#settled.set(place, { ...answer, text: order.text })
    return answer
  }

  #judge({ action, id, etag }: Order, { permissions }: Session): Foretold {
    if (![needed[action], 'view' as const].every((held) => permissions.includes(held))) return said(403, 'forbidden', 'notPermitted')
    const version = this.#versions.get(id)
    if (!version) return said(404, 'not-found')
    if (version.deleted) return said(404, 'deleted')
    if (etag !== `"r${version.revision}"`) return said(412, 'stale-revision')
    const cell = lifecycleTable.find((one) => one.status === version.status && one.action === action)
    const verdict = version.latest ? cell?.latest : cell?.older
    if (!verdict?.allowed) return said(409, 'action-not-allowed', verdict?.reasonCode)
    return this.#do(version, action, verdict.becomes)
  }

  #do(version: Known, action: Action, becomes: ActionResult): Foretold {
    const journey = this.#journey(version)
    if (action === 'duplicate' || action === 'createVersion') {
      const number = action === 'duplicate' ? 1 : 1 + Math.max(...this.#everOf(version).map((one) => one.number))
      if (action === 'createVersion') change(version, { latest: false })
      this.#born = { ...version, ...unborn, number }
      return { status: 200, version: { status: 'draft', revision: 1, latest: true, number } }
    }
    if (becomes === 'deleted') {
      const { latest } = version
      change(version, { deleted: true, latest: false })
      const [heir] = this.#journey(version)
      if (latest && heir) change(heir, { latest: true })
    } else if (becomes !== 'unchanged') {
      this.#become(version, becomes, this.#at)
      const older = action === 'publish' ? journey.filter(({ number, status }) => number < version.number && open.includes(status)) : []
      for (const one of older) this.#become(one, 'closed', this.#at)
    }
    return { status: 200, version: told(version) }
  }

  /** The status of a version changes; one that closes with nobody inside is finished at once. */
  #become(version: Known, status: Status, at: Instant): void {
    change(version, { status })
    if (status === 'paused') version.pausedUntil = at + longestPause
    if (status !== 'closed') return
    version.closedAt = at
    if (!version.peopled) change(version, { status: 'finished' })
  }

  /** What has happened by itself since the model last looked. */
  #settle(): void {
    for (const version of this.#versions.values()) {
      const { pausedUntil, endsAt, quiet } = version
      if (version.status === 'paused' && pausedUntil <= this.#at) change(version, { status: 'live' })
      if (version.status === 'live' && this.#seen < this.#at) version.peopled = !quiet
      if (version.status === 'live' && endsAt !== null && endsAt <= this.#at) this.#become(version, 'closed', Math.max(endsAt, pausedUntil))
      if (version.status === 'closed' && (!version.peopled || version.closedAt + walk <= this.#at)) change(version, { status: 'finished' })
    }
    this.#seen = this.#at
  }

  #everOf = ({ journeyId }: Known) => [...this.#versions.values()].filter((one) => one.journeyId === journeyId)

  /** The versions of a journey that are not deleted, newest first. */
  #journey = (version: Known) =>
    this.#everOf(version)
      .filter(({ deleted }) => !deleted)
      .toSorted((one, other) => other.number - one.number)
}
