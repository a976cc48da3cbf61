import { requestSchemas, actionSegments } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { parseObject, readBytes } from '#backend/http/body.ts'
import { createInvalidRequest, HttpProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'

/** The body of an action's request once it has been read. */
export type CommandBody<A extends Action> = v.InferOutput<(typeof requestSchemas)[A]>

/** What somebody asks to have done. */
export interface Command<A extends Action> {
  readonly action: A
  /** Of the version. */
  readonly id: string
  readonly key: string
  /** The state it was asked of, as `If-Match` names it. */
  readonly etag: string
  readonly body: CommandBody<A>
  /** All of it but the key, in one text: equal for two requests that ask the same. */
  readonly fingerprint: string
}

const json = /^application\/json[\t ]*(;|$)/i
const strongEtag = /^"r(0|[1-9]\d{0,15})"$/
const printableAscii = /^[\x21-\x7e]{1,200}$/

/** Refuses what cannot be a key. */
export const assertIdempotencyKey = (key: string): void =>
  assertHeader('Idempotency-Key', key, printableAscii, '1 to 200 visible ASCII characters')

function requireHeader(request: Request, name: string): string {
  const value = request.headers.get(name)
  if (value === null) throw new HttpProblem('precondition-required', `The header ${name} is missing.`)
  return value
}

function assertHeader(name: string, value: string, pattern: RegExp, message: string): void {
  if (!pattern.test(value))
    throw new HttpProblem('invalid-request', `The header ${name} is malformed.`, { errors: [{ path: name, message }] })
}

/**
 * Refuses what a page of another origin had a browser send, with the cookies of the one who is signed in. `Sec-Fetch-Site` is written by the
 * browser, and no page can change it. It may be missing: programs that are not browsers have none, nor have browsers of old, nor any that speaks
 * to a host by plain HTTP. There the other conditions keep strangers out: without leave, which this backend gives nobody, a page cannot send
 * JSON or the two headers to another origin.
 */
function checkOrigin(request: Request): void {
  if ((request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin')
    throw new HttpProblem('cross-origin', 'Only pages of the same origin may ask for this.')
}

/** Reads a request that changes something: its body as `schema` has it, and the key it comes under. Throws an `HttpProblem` for the first thing wrong with it. */
export async function parseIdempotentRequest<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<{ readonly key: string; readonly body: v.InferOutput<Schema> }> {
  checkOrigin(request)
  if (!json.test(request.headers.get('content-type') ?? ''))
    throw new HttpProblem('unsupported-media-type', 'The body has to be application/json.')
  const bytes = await readBytes(request)
  const key = requireHeader(request, 'Idempotency-Key')
  assertIdempotencyKey(key)
  readQuery(request, v.strictObject({}))
  const parsed = v.safeParse(schema, parseObject(bytes))
  if (!parsed.success) throw createInvalidRequest(parsed.issues)
  return { key, body: parsed.output }
}

/** Reads the request of an action. Throws an `HttpProblem` for the first thing that is wrong with it. */
export async function parseCommand<A extends Action>(action: A, id: string, request: Request): Promise<Command<A>> {
  const { key, body } = await parseIdempotentRequest(request, requestSchemas[action])
  const etag = requireHeader(request, 'If-Match')
  assertHeader('If-Match', etag, strongEtag, 'one entity tag as the backend gave it')
  return { action, id, key, etag, body, fingerprint: JSON.stringify(['POST', id, actionSegments[action], etag, body]) }
}
