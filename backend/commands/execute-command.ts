import type { Session } from '#api/contract/session.ts'
import { segments } from '#api/contract/requests.ts'
import { decide, lacking, type Action } from '#domain/lifecycle.ts'
import type { Instant } from '#domain/version.ts'
import { ok, type Answer } from '#backend/http/answer.ts'
import { carryOutAction } from './action-handlers.ts'
import type { Environment } from '#backend/environment.ts'
import { readIntent, type Intent } from './command-request.ts'
import { isWithdrawn } from './operation-status.ts'
import { problem } from '#backend/http/problem.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import { etagOf, lastOf, show } from '#backend/views/version.ts'
import { settle } from '#backend/history/apply-due-transitions.ts'
import type { Reader, Transaction } from '#backend/store/store.ts'

/** The answers that are given again to whoever asks again: those that depend on the version. */
const kept: readonly number[] = [200, 409, 412]

/** What a 409 and a 412 say about the version: how it is, and what happened to it last. */
const standing = async (reader: Reader, record: VersionRecord, at: Instant) => ({
  current: await show(reader, record, at),
  last: await lastOf(reader, record.id),
})

/** Answers the POST of an action: done once, whatever happens to requests and answers on their way. */
export async function act(environment: Environment, session: Session, action: Action, id: string, request: Request): Promise<Answer> {
  const intent = await readIntent(action, id, request)
  const personId = session.person.id
  return environment.store.write(async (transaction) => {
    const known = await transaction.answer(personId, intent.key)
    if (known && !isWithdrawn(known) && known.request !== intent.text)
      return problem('key-reused', 'The Idempotency-Key was used for another request.')
    if (known) return { ...known, headers: { ...known.headers, 'idempotent-replayed': 'true' } }
    const at = environment.clock()
    await settle(transaction, at)
    const answer = await judge(transaction, intent, session, at, environment.newId)
    if (kept.includes(answer.status)) await transaction.keep({ personId, key: intent.key, request: intent.text, ...answer })
    return answer
  })
}

async function judge(
  transaction: Transaction,
  intent: Intent<Action>,
  { person, permissions }: Session,
  at: Instant,
  newId: () => string,
): Promise<Answer> {
  const { action, id } = intent
  // Before anything of the version is known: every other answer says how it is, also to those who may act but not see.
  const missing = lacking(action, permissions)
  if (missing) return problem('forbidden', `You do not have the permission "${missing}".`, { because: 'notPermitted' })
  const record = await transaction.version(id)
  if (!record) return problem('not-found', 'There is no such version.')
  if (record.deletedAt !== null) return problem('deleted', 'The version was deleted.', { last: await lastOf(transaction, id) })
  if (etagOf(record) !== intent.etag) {
    return problem('changed', 'The version has changed since it was read.', await standing(transaction, record, at))
  }
  const verdict = decide(record, action, permissions)
  if (!verdict.allowed) {
    const detail = `The action "${segments[action]}" is not allowed on this version now.`
    return problem('not-allowed', detail, { because: verdict.because, ...(await standing(transaction, record, at)) })
  }
  const done = await carryOutAction(intent, { transaction, record, by: person, at, newId })
  const location = done.id === id ? {} : { location: `/api/versions/${encodeURIComponent(done.id)}` }
  return ok(await show(transaction, done, at), { etag: etagOf(done), ...location })
}
