import { getConnection } from '#api/cache/client-state.ts'
import { versionKeys } from '#api/cache/query-keys.ts'
import type { Connection } from '#api/connection/connection.ts'
import {
  batchCancelRoute,
  batchRetryRoute,
  batchStartRoute,
  type Batch,
  type BatchRetry,
  type BatchStart,
} from '#api/contract/batches/batch.ts'
import type { SucceededOperation } from '#api/contract/operation.ts'
import { InvalidResponseError } from '#api/http/errors.ts'
import { requestJson } from '#api/http/request.ts'
import { toIdempotentPost } from './command.ts'
import { createLookupTransport, type CommandTransport } from './command-transport.ts'
import { deliverCommand, type CommandOutcome, type CommandRef } from './deliver-command.ts'
import type { CommandContext } from './run-command.ts'

/** A confirmed command on batches: start one, cancel one, or retry what failed in one. */
export type BatchCommand = CommandRef &
  (
    | { readonly kind: 'start'; readonly body: BatchStart }
    | { readonly kind: 'cancel'; readonly batchId: string }
    | { readonly kind: 'retry'; readonly batchId: string; readonly body: BatchRetry }
  )

/** Sends a command on batches. Returns the batch: for a retry the new one. */
function sendBatchCommand(connection: Connection, command: BatchCommand, signal: AbortSignal): Promise<Batch> {
  const post = (body: object) => ({ ...toIdempotentPost(command.key, body), signal })
  switch (command.kind) {
    case 'start':
      return requestJson(connection, batchStartRoute, {}, post(command.body))
    case 'cancel':
      return requestJson(connection, batchCancelRoute, { id: command.batchId }, post({}))
    case 'retry':
      return requestJson(connection, batchRetryRoute, { id: command.batchId }, post(command.body))
  }
}

/** The batch in a looked-up operation. */
function readBatch(operation: SucceededOperation): Batch {
  if ('batch' in operation) return operation.batch
  throw new InvalidResponseError('an operation without a batch')
}

/** The transport of commands on batches. */
export const createBatchTransport = (connection: Connection): CommandTransport<Batch, BatchCommand> => ({
  ...createLookupTransport(connection),
  send: (command, signal) => sendBatchCommand(connection, command, signal),
  readResult: readBatch,
})

/**
 * Runs a confirmed command on batches, and returns its outcome. It is sent once, and its outcome is looked up if the response is lost, as for
 * commands on one version. Then everything is read again in the background.
 */
export async function runBatchCommand(
  command: BatchCommand,
  { client, onProgress, signal }: CommandContext,
): Promise<CommandOutcome<Batch>> {
  const outcome = await deliverCommand(command, onProgress, signal, createBatchTransport(getConnection(client)))
  if (outcome.kind !== 'otherUser') void client.invalidateQueries({ queryKey: versionKeys.all() })
  return outcome
}
