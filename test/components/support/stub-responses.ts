import { vi } from 'vitest'

/** Replaces the text of a real response; `undefined` keeps it. */
export type ResponseStub = (path: string, readResponse: () => Promise<string>) => string | Promise<string> | undefined

/** Stubs the responses of reads from now on. Returns a function that changes the stub. */
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
