import { requestSchemas, segments } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { parseObject, readBytes } from '#backend/http/body.ts'
import { invalid, Refusal } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'

/** The body of an action's request once it has been read. */
export type Body<A extends Action> = v.InferOutput<(typeof requestSchemas)[A]>

/** What somebody asks to have done. */
export interface Intent<A extends Action> {
  readonly action: A
  /** Of the version. */
  readonly id: string
  readonly key: string
  /** The state it was asked of, as `If-Match` names it. */
  readonly etag: string
  readonly body: Body<A>
  /** All of it but the key, in one text: equal for two requests that ask the same. */
  readonly text: string
}

const json = /^application\/json[\t ]*(;|$)/i
const strongEtag = /^"r(0|[1-9]\d{0,15})"$/
const visible = /^[\x21-\x7e]{1,200}$/

/** Refuses what cannot be a key. */
export const checkKey = (key: string): void => check('Idempotency-Key', key, visible, '1 to 200 visible ASCII characters')

function header(request: Request, name: string): string {
  const value = request.headers.get(name)
  if (value === null) throw new Refusal('precondition-required', `The header ${name} is missing.`)
  return value
}

function check(name: string, value: string, pattern: RegExp, message: string): void {
  if (!pattern.test(value)) throw new Refusal('invalid-request', `The header ${name} is malformed.`, { errors: [{ path: name, message }] })
}

/**
 * Refuses what a page of another origin had a browser send, with the cookies of the one who is signed in. `Sec-Fetch-Site` is written by the
 * browser, and no page can change it. It may be missing: programs that are not browsers have none, nor have browsers of old, nor any that speaks
 * to a host by plain HTTP. There the other conditions keep strangers out: without leave, which this backend gives nobody, a page cannot send
 * JSON or the two headers to another origin.
 */
function checkOrigin(request: Request): void {
  if ((request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin')
    throw new Refusal('cross-origin', 'Only pages of the same origin may ask for this.')
}

/** Reads a request that changes something: its body as `schema` has it, and the key it comes under. Throws a `Refusal` for the first thing wrong with it. */
export async function readKeyed<Schema extends v.GenericSchema>(
  request: Request,
  schema: Schema,
): Promise<{ readonly key: string; readonly body: v.InferOutput<Schema> }> {
  checkOrigin(request)
  if (!json.test(request.headers.get('content-type') ?? ''))
    throw new Refusal('unsupported-media-type', 'The body has to be application/json.')
  const bytes = await readBytes(request)
  const key = header(request, 'Idempotency-Key')
  checkKey(key)
  readQuery(request, v.strictObject({}))
  const parsed = v.safeParse(schema, parseObject(bytes))
  if (!parsed.success) throw invalid(parsed.issues)
  return { key, body: parsed.output }
}

/** Reads the request of an action. Throws a `Refusal` for the first thing that is wrong with it. */
export async function readIntent<A extends Action>(action: A, id: string, request: Request): Promise<Intent<A>> {
  const { key, body } = await readKeyed(request, requestSchemas[action])
  const etag = header(request, 'If-Match')
  check('If-Match', etag, strongEtag, 'one entity tag as the backend gave it')
  return { action, id, key, etag, body, text: JSON.stringify(['POST', id, segments[action], etag, body]) }
}
