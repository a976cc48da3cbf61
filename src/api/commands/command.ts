import type { Action } from '#domain/lifecycle.ts'
import { operationSchema, type Operation } from '#api/contract/operation.ts'
import { actionSegments } from '#api/contract/requests.ts'
import { versionSchema, type Version } from '#api/contract/version.ts'
import { requestJson } from '#api/http/request.ts'

/** One thing that somebody has confirmed. Its key makes it happen once at most, however often it is delivered. */
export interface Command {
  readonly action: Action
  readonly versionId: string
  /** Who confirmed it. */
  readonly userId: string
  /** What the person saw when confirming. */
  readonly revision: number
  readonly key: string
  /** As the action's request schema has it. */
  readonly body: object
}

/** A key for a new intent: 128 random bits. */
export const createIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

const toIdempotentPost = (key: string, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(body),
})

/** Sends an intent; answers the version it led to. */
export const sendCommand = ({ action, versionId, revision, key, body }: Command, signal: AbortSignal): Promise<Version> =>
  requestJson(versionSchema, `/api/versions/${encodeURIComponent(versionId)}/${actionSegments[action]}`, {
    ...toIdempotentPost(key, body, { 'if-match': `"r${revision}"` }),
    signal,
  })

/** What became of the intent with that key so far. */
export const fetchOperation = (key: string, signal: AbortSignal): Promise<Operation> =>
  requestJson(operationSchema, `/api/operations/${key}`, { signal })

/** What became of the intent with that key, for good: if nothing has, nothing ever will. */
export const cancelOperation = (key: string, signal: AbortSignal): Promise<Operation> =>
  requestJson(operationSchema, `/api/operations/${key}/cancel`, { ...toIdempotentPost(key, {}), signal })
