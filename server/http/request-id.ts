import { createRandomId } from '#backend/store/random-id.ts'

const wellFormed = /^[\w.:-]{8,128}$/

/** The identifier of a request in every log line: that of the proxy in front, if it is well formed, else a new one. */
export function readRequestId(request: Request): string {
  const sent = request.headers.get('x-request-id') ?? ''
  return wellFormed.test(sent) ? sent : createRandomId()
}
