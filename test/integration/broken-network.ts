import type { Send } from '#api/live-updates/event-stream-client.ts'

/** How a connection ends, or does not begin. */
export const fates = ['refused', 'overloaded', 'gone', 'page', 'cut', 'ended', 'silent'] as const
export type Fate = (typeof fates)[number]

const answers: Readonly<Partial<Record<Fate, () => Response>>> = {
  refused: () => {
    throw new TypeError('fetch failed')
  },
  overloaded: () => new Response('<h1>Service Unavailable</h1>', { status: 503, headers: { 'content-type': 'text/html' } }),
  gone: () => new Response(null, { status: 204 }),
  page: () => new Response('<!doctype html><h1>Sign in to Wi-Fi</h1>', { headers: { 'content-type': 'text/html' } }),
}

/** Lets so many bytes of an answer pass, and then befalls it what has to; `strike` does that earlier. */
function fragile(response: Response, fate: Fate, bytes: number): { readonly response: Response; readonly strike: () => void } {
  const reader = response.body!.getReader()
  let left = bytes
  let struck = false
  let strike = () => {}
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      strike = () => {
        if (struck) return
        struck = true
        void reader.cancel()
        if (fate === 'cut') controller.error(new TypeError('network error'))
        if (fate === 'ended') controller.close()
      }
    },
    pull: async (controller) => {
      if (struck) return new Promise(() => {})
      const { done, value } = await reader.read()
      if (struck) return
      if (done) return controller.close()
      if (value.length > 0 && left > 0) controller.enqueue(value.slice(0, left))
      left -= value.length
      if (left <= 0) strike()
    },
    cancel: () => reader.cancel(),
  })
  return { response: new Response(body, response), strike: () => strike() }
}

/** A network that breaks as it is told, in front of a backend. */
export function brokenNetwork(send: Send) {
  let next: readonly [Fate | 'fine', bytes: number] = ['fine', 0]
  let strike = () => {}
  let tries = 0
  const network: Send = async (path, init) => {
    tries++
    const [fate, bytes] = next
    const answer = fate === 'fine' ? undefined : answers[fate]
    if (answer) return answer()
    const response = await send(path, init)
    if (fate === 'fine') return response
    const broken = fragile(response, fate, bytes)
    strike = broken.strike
    return broken.response
  }
  return {
    network,
    /** What befalls connections from now on, after so many bytes. */
    befalls: (fate: Fate | 'fine', bytes = 0) => void (next = [fate, bytes]),
    /** It befalls the present one now. */
    strike: () => strike(),
    /** How often a connection was tried. */
    tries: () => tries,
  }
}
