import { actionSegments, requestSchemas } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { parseObject, readBytes } from '#backend/http/body.ts'
import { createInvalidRequest, HttpProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'

/** The parsed body of an action's request. */
export type CommandBody<A extends Action> = v.InferOutput<(typeof requestSchemas)[A]>

/** A parsed request to execute an action on a version. */
export interface Command<A extends Action> {
  readonly action: A
  /** Identifier of the version. */
  readonly id: string
  readonly key: string
  /** The entity tag from `If-Match`: the revision that the user saw. */
  readonly etag: string
  readonly body: CommandBody<A>
  /** Method, version, action, entity tag and body in one text, without the key. Equal for equal requests. */
  readonly fingerprint: string
}

const json = /^application\/json[\t ]*(;|$)/i
const strongEtag = /^"r(0|[1-9]\d{0,15})"$/
const printableAscii = /^[\x21-\x7e]{1,200}$/

/** Throws `invalid-request` if the idempotency key is malformed. */
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
 * CSRF protection: rejects requests that pages of another origin send with the user's cookies. The browser sets `Sec-Fetch-Site`, and no
 * page can change it. The header may be missing: in programs other than browsers, in old browsers, and over plain HTTP. Then the other
 * conditions protect: JSON and the two headers require a CORS preflight, which this backend never allows.
 */
export function checkOrigin(request: Request): void {
  if ((request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin')
    throw new HttpProblem('cross-origin', 'Only pages of the same origin may ask for this.')
}

async function readJsonBytes(request: Request): Promise<Uint8Array> {
  checkOrigin(request)
  if (!json.test(request.headers.get('content-type') ?? ''))
    throw new HttpProblem('unsupported-media-type', 'The body has to be application/json.')
  return readBytes(request)
}

function parseBody<Schema extends v.GenericSchema>(request: Request, bytes: Uint8Array, schema: Schema): v.InferOutput<Schema> {
  readQuery(request, v.strictObject({}))
  const parsed = v.safeParse(schema, parseObject(bytes))
  if (!parsed.success) throw createInvalidRequest(parsed.issues)
  return parsed.output
}

/** Parses a POST that changes nothing that anyone sees, and needs no idempotency key. Throws an `HttpProblem` for the first error. */
export const parsePost = async <Schema extends v.GenericSchema>(request: Request, schema: Schema): Promise<v.InferOutput<Schema>> =>
  parseBody(request, await readJsonBytes(request), schema)

/** Parses a request that changes something: the body by `schema`, and the idempotency key. Throws an `HttpProblem` for the first error. */
export async function parseIdempotentRequest<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<{ readonly key: string; readonly body: v.InferOutput<Schema> }> {
  const bytes = await readJsonBytes(request)
  const key = requireHeader(request, 'Idempotency-Key')
  assertIdempotencyKey(key)
  return { key, body: parseBody(request, bytes, schema) }
}

/** The entity tag of `If-Match`. Throws an `HttpProblem` if it is missing or malformed. */
export function readEtag(request: Request): string {
  const etag = requireHeader(request, 'If-Match')
  assertHeader('If-Match', etag, strongEtag, 'one entity tag as the backend gave it')
  return etag
}

/** Parses the request of an action. Throws an `HttpProblem` for the first error. */
export async function parseCommand<A extends Action>(action: A, id: string, request: Request): Promise<Command<A>> {
  const { key, body } = await parseIdempotentRequest(request, requestSchemas[action])
  const etag = readEtag(request)
  return { action, id, key, etag, body, fingerprint: JSON.stringify(['POST', id, actionSegments[action], etag, body]) }
}
