import { problemStatuses } from '#api/contract/problems/problem-codes.ts'
import type { Session } from '#api/contract/session.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Action, ActionResult, Status } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { day } from '#test/unit/domain/population/example-life.ts'
import { lifecycleTable } from '#test/unit/domain/lifecycle-table.ts'
import { now, emptyFlow } from '#test/contract/support/fixtures.ts'
import { requiredPermissions } from '#test/contract/permissions/permission-matrix.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import type { AnswerBody, GeneratedRequest, Operation } from './random-operations.ts'

/** What the model remembers of a version. */
interface ModelVersion {
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
  canHavePeople: boolean
}

/** What an answer has to say: its status, and for a refusal why, for a version how it is. */
export type PredictedAnswer = Readonly<{ status: number; code?: string; reasonCode?: string; version?: object; state?: string }>

type ModelCommand = Extract<GeneratedRequest['meaning'], { what: 'order' }>

/** How long the last one who entered walks, at most. */
const longestStay = 3 * day
/** The longest pause: all pauses are over long before time goes on by much. */
const longestPause = 14 * day

const newVersionFacts = {
  status: 'draft',
  latest: true,
  revision: 1,
  deleted: false,
  pausedUntil: 0,
  closedAt: 0,
  endsAt: null,
  canHavePeople: false,
}
const openStatuses: readonly string[] = ['live', 'paused']

/** Changes a version, and counts that. */
const updateVersion = (version: ModelVersion, facts: Partial<ModelVersion>): void =>
  void Object.assign(version, facts, { revision: version.revision + 1 })

const toRefusal = (status: number, code: string, reasonCode?: string): PredictedAnswer => ({
  status,
  code,
  ...(reasonCode === undefined ? {} : { reasonCode }),
})
const toVersionFacts = ({ id, status, revision, latest, number }: ModelVersion) => ({ id, status, revision, latest, number })

/**
 * The rules of the design once more, on nothing but what each version has come to: it foretells what is answered, and shares no code with the backend.
 * It relies on time going on by either so little that nobody leaves, or so much that everyone has left.
 */
export class OperationsModel {
  readonly #versions = new Map<string, ModelVersion>()
  readonly #idempotencyRecords = new Map<string, PredictedAnswer & { readonly text: string | null }>()
  #session: Session | null = marketer
  #at = now
  #seen = now
  /** A version that was made just now, and has no name yet. */
  #createdVersion: ModelVersion | null = null

  constructor(versions: readonly VersionRecord[]) {
    for (const { flow, pauses, closedAt, deletedAt, ...facts } of versions) {
      const initialFacts = { deleted: deletedAt !== null, pausedUntil: pauses.at(-1)?.to ?? 0, closedAt: closedAt ?? 0 }
      this.#versions.set(facts.id, {
        ...facts,
        ...initialFacts,
        quiet: flow === emptyFlow,
        canHavePeople: flow !== emptyFlow && facts.publishedAt !== null,
      })
    }
  }

  /** What will be answered to an operation; `null` where the model does not know, or nothing is. */
  predict(operation: Operation): PredictedAnswer | null {
    if (operation.kind === 'signIn') this.#session = operation.session
    if (operation.kind === 'setTime') this.#at = operation.at
    if (operation.kind !== 'ask') return null
    const { meaning } = operation
    if (meaning.what === 'else') return null
    if (this.#session === null) return toRefusal(401, 'unauthenticated')
    switch (meaning.what) {
      case 'refused':
        return toRefusal(problemStatuses[meaning.code], meaning.code)
      case 'read':
        return this.#read(meaning.id, this.#session)
      case 'askFor':
      case 'withdraw':
        return this.#readOperation(meaning.key, this.#session, meaning.what === 'withdraw')
      case 'order':
        return this.#answerCommand(meaning, this.#session)
    }
  }

  /** Learns what a new version is called, which nobody can foretell. */
  learnFrom({ body }: AnswerBody): void {
    const { id, journeyId } = (body ?? {}) as Partial<ModelVersion>
    if (this.#createdVersion === null || id === undefined || journeyId === undefined) return
    this.#versions.set(id, { ...this.#createdVersion, id, journeyId })
    this.#createdVersion = null
  }

  #read(id: string, { permissions }: Session): PredictedAnswer {
    if (!permissions.includes('view')) return toRefusal(403, 'forbidden', 'notPermitted')
    this.#applyDueTransitions()
    const version = this.#versions.get(id)
    if (!version) return toRefusal(404, 'not-found')
    return version.deleted ? toRefusal(404, 'deleted') : { status: 200, version: toVersionFacts(version) }
  }

  #readOperation(key: string, { user }: Session, withdraws: boolean): PredictedAnswer {
    const recordKey = `${user.id} ${key}`
    const known = this.#idempotencyRecords.get(recordKey)
    if (known) return { status: 200, state: known.text === null ? 'cancelled' : known.status === 200 ? 'succeeded' : 'rejected' }
    if (withdraws) this.#idempotencyRecords.set(recordKey, { ...toRefusal(409, 'cancelled'), text: null })
    return { status: 200, state: withdraws ? 'cancelled' : 'notReceived' }
  }

  #answerCommand(order: ModelCommand, session: Session): PredictedAnswer {
    const recordKey = `${session.user.id} ${order.key}`
    const known = this.#idempotencyRecords.get(recordKey)
    if (known) {
      const { text, ...answer } = known
      return text === null || text === order.text ? answer : toRefusal(422, 'key-reused')
    }
    this.#applyDueTransitions()
    const answer = this.#decide(order, session)
    if ([200, 409, 412].includes(answer.status)) this.#idempotencyRecords.set(recordKey, { ...answer, text: order.text })
    return answer
  }

  #decide({ action, id, etag }: ModelCommand, { permissions }: Session): PredictedAnswer {
    if (![requiredPermissions[action], 'view' as const].every((held) => permissions.includes(held)))
      return toRefusal(403, 'forbidden', 'notPermitted')
    const version = this.#versions.get(id)
    if (!version) return toRefusal(404, 'not-found')
    if (version.deleted) return toRefusal(404, 'deleted')
    if (etag !== `"r${version.revision}"`) return toRefusal(412, 'stale-revision')
    const cell = lifecycleTable.find((one) => one.status === version.status && one.action === action)
    const verdict = version.latest ? cell?.latest : cell?.older
    if (!verdict?.allowed) return toRefusal(409, 'action-not-allowed', verdict?.reasonCode)
    return this.#perform(version, action, verdict.becomes)
  }

  #perform(version: ModelVersion, action: Action, becomes: ActionResult): PredictedAnswer {
    const journey = this.#listVersions(version)
    if (action === 'duplicate' || action === 'createVersion') {
      const number = action === 'duplicate' ? 1 : 1 + Math.max(...this.#listAllVersions(version).map((one) => one.number))
      if (action === 'createVersion') updateVersion(version, { latest: false })
      this.#createdVersion = { ...version, ...newVersionFacts, number }
      return { status: 200, version: { status: 'draft', revision: 1, latest: true, number } }
    }
    if (becomes === 'deleted') {
      const { latest } = version
      updateVersion(version, { deleted: true, latest: false })
      const [successor] = this.#listVersions(version)
      if (latest && successor) updateVersion(successor, { latest: true })
    } else if (becomes !== 'unchanged') {
      this.#changeStatus(version, becomes, this.#at)
      const older =
        action === 'publish' ? journey.filter(({ number, status }) => number < version.number && openStatuses.includes(status)) : []
      for (const one of older) this.#changeStatus(one, 'closed', this.#at)
    }
    return { status: 200, version: toVersionFacts(version) }
  }

  /** The status of a version changes; one that closes with nobody inside is finished at once. */
  #changeStatus(version: ModelVersion, status: Status, at: Instant): void {
    updateVersion(version, { status })
    if (status === 'paused') version.pausedUntil = at + longestPause
    if (status !== 'closed') return
    version.closedAt = at
    if (!version.canHavePeople) updateVersion(version, { status: 'finished' })
  }

  /** What has happened by itself since the model last looked. */
  #applyDueTransitions(): void {
    for (const version of this.#versions.values()) {
      const { pausedUntil, endsAt, quiet } = version
      if (version.status === 'paused' && pausedUntil <= this.#at) updateVersion(version, { status: 'live' })
      if (version.status === 'live' && this.#seen < this.#at) version.canHavePeople = !quiet
      if (version.status === 'live' && endsAt !== null && endsAt <= this.#at)
        this.#changeStatus(version, 'closed', Math.max(endsAt, pausedUntil))
      if (version.status === 'closed' && (!version.canHavePeople || version.closedAt + longestStay <= this.#at))
        updateVersion(version, { status: 'finished' })
    }
    this.#seen = this.#at
  }

  #listAllVersions = ({ journeyId }: ModelVersion) => [...this.#versions.values()].filter((one) => one.journeyId === journeyId)

  /** The versions of a journey that are not deleted, newest first. */
  #listVersions = (version: ModelVersion) =>
    this.#listAllVersions(version)
      .filter(({ deleted }) => !deleted)
      .toSorted((one, other) => other.number - one.number)
}
