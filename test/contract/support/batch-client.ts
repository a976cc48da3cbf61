import type { Batch, BatchDetails, BatchList } from '#api/contract/batches/batch.ts'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import type { PreflightRequest } from '#api/contract/batches/preflight-request.ts'
import type { Problem } from '#api/contract/problem.ts'
import { createKey, type Client, type Reply } from './client.ts'

/** A response on batches: its body, or the members of a problem. */
export type BatchReply<Body> = Reply<Body & Problem>

/** Sends a POST on batches. The default key is a new one. */
export const postBatch = <Body = Batch>(client: Client, path: string, body: unknown = {}, key = createKey()): Promise<BatchReply<Body>> =>
  client.send(`/api/batches${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })

export const requestPreflight = (client: Client, selection: PreflightRequest): Promise<BatchReply<Preflight>> =>
  postBatch<Preflight>(client, '/preflight', selection)

/** Freezes these versions and starts a batch. */
export async function startBatchOf(
  client: Client,
  ids: readonly string[],
  body: object = {},
  action: PreflightRequest['action'] = 'stop',
): Promise<Batch> {
  const { body: preflight } = await requestPreflight(client, { action, ids: [...ids] })
  const typedCount = preflight.requiresTypedCount ? { typedCount: preflight.endable } : {}
  const {
    status,
    body: batch,
    text,
  } = await postBatch(client, '', {
    preflightId: preflight.id,
    ...(action === 'stop' && { reason: 'legal' }),
    ...typedCount,
    ...body,
  })
  if (status !== 200) throw new Error(`The batch was not started: ${text}`)
  return batch
}

export const getBatch = async (client: Client, id: string, query = ''): Promise<BatchDetails> =>
  (await client.send<BatchDetails>(`/api/batches/${id}?${query}`)).body

export const getBatches = async (client: Client, query = ''): Promise<BatchList> =>
  (await client.send<BatchList>(`/api/batches?${query}`)).body
