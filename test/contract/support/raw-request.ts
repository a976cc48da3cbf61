import type { Problem } from '#api/contract/problem.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import { createKey, type Client, type Reply } from './client.ts'

/** The headers of a POST to a version that nobody has changed yet. */
export const createValidHeaders = (): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'if-match': '"r1"',
  'idempotency-key': createKey(),
})

/** A POST as no well-behaved client would send it. */
export function sendRawPost(
  client: Client,
  action: Action,
  body: BodyInit | null,
  headers: Readonly<Record<string, string>> = createValidHeaders(),
  id = 'version',
): Promise<Reply<Problem>> {
  return client.send(`/api/versions/${id}/${actionSegments[action]}`, { method: 'POST', headers, ...(body === null ? {} : { body }) })
}

/** An object in as many bytes as that. */
export const buildObjectOfSize = (bytes: number): string => `{${' '.repeat(bytes - 2)}}`
