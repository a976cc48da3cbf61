import type { Action } from '#domain/lifecycle.ts'
import { cancellationRoute, operationRoute, type Operation } from '#api/contract/operation.ts'
import { getActionRoute } from '#api/contract/requests.ts'
import type { Version } from '#api/contract/version.ts'
import type { Connection } from '#api/connection/connection.ts'
import { requestJson } from '#api/http/request.ts'

/** A command that a user has confirmed. Idempotency key: the command takes effect at most once, however often its request is delivered. */
export interface Command {
  readonly action: Action
  readonly versionId: string
  /** The user who confirmed it. */
  readonly userId: string
  /** The version as the user saw it when confirming. */
  readonly revision: number
  readonly key: string
  /** Body of the request, in the shape of the action's request schema. */
  readonly body: object
}

/** Creates an idempotency key for a new command: 128 random bits. */
export const createIdempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The body and headers of a POST with an idempotency key. */
export const toIdempotentPost = (key: string, body: object, headers: Readonly<Record<string, string>> = {}) => ({
  headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
  body: JSON.stringify(body),
})

/** Sends a command. Returns the resulting version. */
export const sendCommand = (
  connection: Connection,
  { action, versionId, revision, key, body }: Command,
  signal: AbortSignal,
): Promise<Version> =>
  requestJson(
    connection,
    getActionRoute(action),
    { id: versionId },
    { ...toIdempotentPost(key, body, { 'if-match': `"r${revision}"` }), signal },
  )

/** Outcome lookup: the current state of the command with that key. */
export const fetchOperation = (connection: Connection, key: string, signal: AbortSignal): Promise<Operation> =>
  requestJson(connection, operationRoute, { key }, { signal })

/** Cancels the command with that key if it has no outcome yet. Returns its final state. */
export const cancelOperation = (connection: Connection, key: string, signal: AbortSignal): Promise<Operation> =>
  requestJson(connection, cancellationRoute, { key }, { ...toIdempotentPost(key, {}), signal })
