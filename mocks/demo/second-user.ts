import type { Session } from '#api/contract/session.ts'
import { listSchema } from '#api/contract/list.ts'
import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import type { SecondUserAction } from '#mocks/faults/fault.ts'
import { lea } from '#mocks/seed/demo-users.ts'
import type { RequestHandler } from '#mocks/faults/apply-fault.ts'

/** The second marketer of the demo. */
export const secondUserSession: Session = { user: lea, permissions: [...permissions] }

const versionsUrl = 'http://localhost/api/versions'

/** Acts as the second user: `send` is a backend that identifies this user. Returns the backend's response. */
export async function sendSecondUserAction(
  send: RequestHandler,
  { action, versionId }: SecondUserAction,
  idempotencyKey: string,
): Promise<Response> {
  const findLargest = async () => {
    const answer: unknown = await (await send(new Request(`${versionsUrl}?status=live&sort=-people&limit=1`))).json()
    return v.parse(listSchema, answer).items[0]?.id ?? ''
  }
  const versionUrl = `${versionsUrl}/${encodeURIComponent(versionId ?? (await findLargest()))}`
  const response = await send(new Request(versionUrl))
  const etag = response.headers.get('etag')
  if (etag === null) return response
  const headers = { 'content-type': 'application/json', 'if-match': etag, 'idempotency-key': idempotencyKey }
  return send(new Request(`${versionUrl}/${action}`, { method: 'POST', headers, body: JSON.stringify({ reason: 'legal' }) }))
}
