import { filterQuerySchema } from '#api/contract/filters/filter-query.ts'
import { idSchema } from '#api/contract/primitives.ts'
import { batchActions } from '#domain/batch.ts'
import * as v from 'valibot'

/** The body of `POST /api/batches/preflight`: versions by their identifiers, or all that match `query` without those of `except`. */
export const preflightRequestSchema = v.pipe(
  v.strictObject({
    action: v.picklist(batchActions),
    ids: v.optional(v.array(idSchema)),
    query: v.optional(filterQuerySchema),
    except: v.optional(v.array(idSchema)),
  }),
  v.check(
    ({ ids, query, except }) => (ids === undefined) !== (query === undefined) && (query !== undefined || except === undefined),
    'either ids, or query and except',
  ),
)
export type PreflightRequest = v.InferInput<typeof preflightRequestSchema>
