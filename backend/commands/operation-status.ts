import { outcomeSchema, withdrawalSchema, type Outcome } from '#api/contract/operation.ts'
import type { Session } from '#api/contract/session.ts'
import * as v from 'valibot'
import { ok, type Answer } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { checkKey, readKeyed } from './command-request.ts'
import { invalidPart, problem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'
import type { AnswerRecord } from '#backend/store/records.ts'

/** Stands in place of a request that will never be carried out. No request is this text. */
const never = ''

const noQuery = v.strictObject({})

/** Whether the answer is that to an intent that was withdrawn before it came. */
export const isWithdrawn = ({ request }: AnswerRecord): boolean => request === never

/** What an answer says about the intent it was given to. */
function outcomeOf(answer: AnswerRecord): Outcome {
  const { personId, status, body } = answer
  if (isWithdrawn(answer)) return { personId, state: 'withdrawn' }
  const said: unknown = JSON.parse(body)
  return v.parse(outcomeSchema, { personId, ...(status === 200 ? { state: 'done', version: said } : { state: 'refused', problem: said }) })
}

/** Answers what became of the intent under a key; changes nothing. Only the person who had the intent is told. */
export async function readOutcome({ store }: Environment, { person }: Session, request: Request, key: string): Promise<Answer> {
  readQuery(request, noQuery)
  checkKey(key)
  const answer = await store.read((reader) => reader.answer(person.id, key))
  return ok((answer ? outcomeOf(answer) : { personId: person.id, state: 'unknown' }) satisfies Outcome)
}

/**
 * Answers what became of the intent under a key, for good: if nothing has, nothing ever will. Its request may still be on its way, and is refused
 * when it comes; so that nobody is told "nothing happened" before something does.
 */
export async function withdraw({ store }: Environment, { person }: Session, request: Request, key: string): Promise<Answer> {
  const named = await readKeyed(request, withdrawalSchema)
  if (named.key !== key) throw invalidPart('Idempotency-Key', 'not the one of the address')
  const outcome = await store.write(async (transaction) => {
    const known = await transaction.answer(person.id, key)
    if (known) return outcomeOf(known)
    await transaction.keep({
      personId: person.id,
      key,
      request: never,
      ...problem('withdrawn', 'The intent was withdrawn before this request came.'),
    })
    return { personId: person.id, state: 'withdrawn' } as const
  })
  return ok(outcome satisfies Outcome)
}
