import { vi } from 'vitest'

/** Makes of a true answer, a text, another; `undefined` leaves it as it is. */
export type ResponseStub = (path: string, readResponse: () => Promise<string>) => string | Promise<string> | undefined

/** From now on reads are answered like this. Returns how to answer them otherwise. */
export function stubReads(initialStub: ResponseStub): (next: ResponseStub) => void {
  let stub = initialStub
  const realFetch = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = typeof input === 'string' ? new URL(input, location.href).pathname : ''
    const isRead = path.startsWith('/api/') && path !== '/api/events' && (init?.method ?? 'GET') === 'GET'
    const text = isRead ? await stub(path, async () => (await realFetch(input, init)).text()) : undefined
    return text === undefined ? realFetch(input, init) : new Response(text, { headers: { 'content-type': 'application/json' } })
  })
  return (next) => {
    stub = next
  }
}
