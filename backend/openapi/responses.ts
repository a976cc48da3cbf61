import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import { problemStatuses, type ProblemCode } from '#api/contract/problems/problem-codes.ts'
import { createSchemaRef } from './schemas.ts'

/** A 200 with that schema, and the possible problems by status. */
export function createResponses(
  description: string,
  schema: string | readonly string[],
  headers: object,
  codes: readonly ProblemCode[],
): Readonly<Record<string, object>> {
  const ok = {
    description,
    headers,
    content: {
      'application/json': { schema: typeof schema === 'string' ? createSchemaRef(schema) : { oneOf: schema.map(createSchemaRef) } },
    },
  }
  const statuses = [...new Set(codes.map((code) => problemStatuses[code]))]
  const refused = statuses.map((status): [number, object] => [
    status,
    {
      description: codes.filter((code) => problemStatuses[code] === status).join(', '),
      content: { 'application/problem+json': { schema: createSchemaRef('Problem') } },
    },
  ])
  return Object.fromEntries<object>([[200, ok], ...refused])
}

/** What the document says of every request with an idempotency key. */
export const idempotencyNote = `The same request under the same key is done once and answered alike for at least ${idempotencyRetentionMs / 86_400_000} days.`

/** The schema of an idempotency key. */
export const keySchema = { type: 'string', pattern: '^[!-~]{1,200}$' }
/** The header of an idempotency key. */
export const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'One for each thing that somebody confirms.',
  schema: keySchema,
}
