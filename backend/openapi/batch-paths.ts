import { apiOperations } from '#api/contract/api-operations.ts'
import { preflightLifetimeMs } from '#api/contract/batches/preflight.ts'
import { maxBatchItems } from '#domain/batch.ts'
import { createResponses, idempotencyKey, idempotencyNote } from './responses.ts'
import { createSchemaRef } from './schemas.ts'

/** The path parameter of a batch. */
export const batchIdInPath = { name: 'id', in: 'path', required: true, description: 'Of the batch.', schema: { type: 'string' } }
const typedCountNote = 'If the number of versions has to be typed, it is `typedCount`.'

/** What the document says about a POST on batches. */
interface BatchCommandDescription {
  readonly summary: string
  readonly description: string
  readonly body: string
  readonly schema: string
  readonly parameters: readonly object[]
}

/** The POSTs on batches. */
export type BatchCommandName = 'createPreflight' | 'startBatch' | 'cancelBatch' | 'retryBatch'

const batchCommands: Readonly<Record<BatchCommandName, BatchCommandDescription>> = {
  createPreflight: {
    summary: 'Freeze a selection of versions, and tell what ending them would do',
    description:
      `Needs the permission of the action and \`view\`. Either \`ids\`, or \`query\` (all that match, without \`except\`); at most ${maxBatchItems} versions. ` +
      `For ${preflightLifetimeMs / 60_000} minutes the same user can start one batch with it.`,
    body: 'PreflightRequest',
    schema: 'Preflight',
    parameters: [],
  },
  startBatch: {
    summary: 'Start a batch: end the versions of a preflight one by one',
    description: [
      'A version whose status is another one than the preflight showed is refused.',
      typedCountNote,
      'Reason and note follow the rules of the action.',
      idempotencyNote,
    ].join(' '),
    body: 'BatchStart',
    schema: 'Batch',
    parameters: [idempotencyKey],
  },
  cancelBatch: {
    summary: 'Cancel what is pending of a batch',
    description: `Needs the permission of the action and \`view\`. ${idempotencyNote}`,
    body: 'BatchCancellation',
    schema: 'Batch',
    parameters: [batchIdInPath, idempotencyKey],
  },
  retryBatch: {
    summary: 'Start a new batch with the failed items of one that has ended',
    description: `Needs the permission of the action and \`view\`. ${typedCountNote} ${idempotencyNote}`,
    body: 'BatchRetry',
    schema: 'Batch',
    parameters: [batchIdInPath, idempotencyKey],
  },
}

/** Describes a POST on batches. */
const createBatchCommandPath = (operationId: BatchCommandName) => {
  const { summary, description, body, schema, parameters } = batchCommands[operationId]
  return {
    post: {
      operationId,
      summary,
      description,
      parameters,
      requestBody: { required: true, content: { 'application/json': { schema: createSchemaRef(body) } } },
      responses: createResponses('As it is now.', schema, {}, apiOperations[operationId].problems),
    },
  }
}

/** The path items of the POSTs on batches. */
export const batchCommandPaths = Object.fromEntries(
  Object.keys(batchCommands).map((name) => [name, createBatchCommandPath(name as BatchCommandName)]),
) as Readonly<Record<BatchCommandName, object>>
