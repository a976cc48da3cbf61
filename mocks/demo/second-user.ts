import type { Session } from '#api/contract/session.ts'
import { listSchema } from '#api/contract/list.ts'
import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import type { ColleagueDeed } from '#mocks/faults/fault.ts'
import { lea } from '#mocks/seed/demo-users.ts'
import type { Pass } from '#mocks/faults/apply-fault.ts'

/** The other marketer of the demo. */
export const colleague: Session = { user: lea, permissions: [...permissions] }

const address = 'http://localhost/api/versions'

/** Does something as another marketer would, at another desk: `send` brings requests to the backend in that one's name. Gives the backend's answer. */
export async function actAsColleague(send: Pass, { action, versionId }: ColleagueDeed, key: string): Promise<Response> {
  const largest = async () => {
    const answer: unknown = await (await send(new Request(`${address}?status=live&sort=-people&limit=1`))).json()
    return v.parse(listSchema, answer).items[0]?.id ?? ''
  }
  const version = `${address}/${encodeURIComponent(versionId ?? (await largest()))}`
  const read = await send(new Request(version))
  const etag = read.headers.get('etag')
  if (etag === null) return read
  const headers = { 'content-type': 'application/json', 'if-match': etag, 'idempotency-key': key }
  return send(new Request(`${version}/${action}`, { method: 'POST', headers, body: JSON.stringify({ reason: 'legal' }) }))
}
