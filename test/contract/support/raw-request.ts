import type { Problem } from '#api/contract/problem.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { Action } from '#domain/lifecycle.ts'
import { createKey, type Client, type Reply } from './client.ts'

/** Headers of a POST to a version at its first revision. */
export const createValidHeaders = (): Readonly<Record<string, string>> => ({
  'content-type': 'application/json',
  'if-match': '"r1"',
  'idempotency-key': createKey(),
})

/** Sends a POST as given, including malformed ones. */
export function sendRawPost(
  client: Client,
  action: Action,
  body: BodyInit | null,
  headers: Readonly<Record<string, string>> = createValidHeaders(),
  id = 'version',
): Promise<Reply<Problem>> {
  return client.send(`/api/versions/${id}/${actionSegments[action]}`, { method: 'POST', headers, ...(body === null ? {} : { body }) })
}

/** A JSON object of exactly `bytes` bytes. */
export const buildObjectOfSize = (bytes: number): string => `{${' '.repeat(bytes - 2)}}`
