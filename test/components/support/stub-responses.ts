import { vi } from 'vitest'

/** Makes of a true answer, a text, another; `undefined` leaves it as it is. */
export type Answers = (path: string, truth: () => Promise<string>) => string | Promise<string> | undefined

/** From now on reads are answered like this. Returns how to answer them otherwise. */
export function answerReads(first: Answers): (next: Answers) => void {
  let answers = first
  const reach = globalThis.fetch
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const path = typeof input === 'string' ? new URL(input, location.href).pathname : ''
    const isRead = path.startsWith('/api/') && path !== '/api/events' && (init?.method ?? 'GET') === 'GET'
    const text = isRead ? await answers(path, async () => (await reach(input, init)).text()) : undefined
    return text === undefined ? reach(input, init) : new Response(text, { headers: { 'content-type': 'application/json' } })
  })
  return (next) => {
    answers = next
  }
}
