import { batchListQuerySchema, batchQuerySchema, type BatchDetails, type BatchList } from '#api/contract/batches/batch.ts'
import { createOkAnswer } from '#backend/http/answer.ts'
import { createProblem } from '#backend/http/problem.ts'
import { readQuery } from '#backend/http/query.ts'
import type { ReadHandler } from '#backend/views/reads.ts'
import { toIso } from '#backend/views/serializers.ts'
import { toBatch, toBatchItem } from './batch-serializers.ts'

/** The first `limit` of `found`, and the cursor of the next page: that of the last of them, if there are more. */
function cutPage<T>(found: readonly T[], limit: number, getCursor: (last: T) => number) {
  const page = found.slice(0, limit)
  const last = page.at(-1)
  return { page, nextCursor: found.length > limit && last !== undefined ? String(getCursor(last)) : null }
}

/** Handles `GET /api/batches`: the batches of all users, newest first. */
export const readBatches: ReadHandler = async ({ store, clock }, session, request) => {
  const { limit, cursor } = readQuery(request, batchListQuerySchema)
  return store.read(async (reader) => {
    const { page, nextCursor } = cutPage(await reader.batches(limit + 1, cursor), limit, ({ sequence }) => sequence)
    return createOkAnswer({ items: page.map((batch) => toBatch(batch, session)), nextCursor, asOf: toIso(clock()) } satisfies BatchList)
  })
}

/** Handles `GET /api/batches/{id}`: a batch, and a page of its items. */
export const readBatch: ReadHandler = async ({ store, clock }, session, request, id) => {
  const { limit, cursor, state } = readQuery(request, batchQuerySchema)
  return store.read(async (reader) => {
    const batch = await reader.batch(id)
    if (!batch) return createProblem('not-found', 'There is no such batch.')
    const found = await reader.batchItems(id, {
      limit: limit + 1,
      ...(cursor !== undefined && { after: cursor }),
      ...(state !== undefined && { state }),
    })
    const { page, nextCursor } = cutPage(found, limit, ({ position }) => position)
    return createOkAnswer({
      ...toBatch(batch, session),
      items: page.map(toBatchItem),
      nextCursor,
      asOf: toIso(clock()),
    } satisfies BatchDetails)
  })
}
