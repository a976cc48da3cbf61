import type { Send } from '#api/connection/connection.ts'
import { failRequest, respondUnavailable, respondWithHtml, type TransportFault } from '#test/support/transport-faults.ts'

/** Connection faults: the connection is refused, another response replaces the stream, or the stream breaks off, ends or stalls. */
export const connectionFaults = [
  'networkError',
  'unavailable',
  'noContent',
  'captivePortal',
  'truncateStream',
  'endStream',
  'stallStream',
] as const
export type ConnectionFault = (typeof connectionFaults)[number]

const replacements: Readonly<Partial<Record<ConnectionFault, TransportFault>>> = {
  networkError: failRequest,
  unavailable: respondUnavailable,
  noContent: () => new Response(null, { status: 204 }),
  captivePortal: respondWithHtml,
}

/** Applies a fault to a stream after `afterBytes`; `breakNow` applies it earlier. */
function applyStreamFault(
  response: Response,
  fault: ConnectionFault,
  afterBytes: number,
): { readonly response: Response; readonly breakNow: () => void } {
  const reader = response.body!.getReader()
  let bytesLeft = afterBytes
  let hasFailed = false
  let breakNow = () => {}
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      breakNow = () => {
        if (hasFailed) return
        hasFailed = true
        void reader.cancel()
        if (fault === 'truncateStream') controller.error(new TypeError('network error'))
        if (fault === 'endStream') controller.close()
      }
    },
    pull: async (controller) => {
      if (hasFailed) return new Promise(() => {})
      const { done, value } = await reader.read()
      if (hasFailed) return
      if (done) return controller.close()
      if (value.length > 0 && bytesLeft > 0) controller.enqueue(value.slice(0, bytesLeft))
      bytesLeft -= value.length
      if (bytesLeft <= 0) breakNow()
    },
    cancel: () => reader.cancel(),
  })
  return { response: new Response(body, response), breakNow: () => breakNow() }
}

/** A network in front of a backend whose connections fail as a test sets it. */
export function createBrokenNetwork(send: Send) {
  let nextFault: readonly [ConnectionFault | 'none', bytes: number] = ['none', 0]
  let breakNow = () => {}
  let attempts = 0
  const network: Send = async (path, init) => {
    attempts++
    const [fault, afterBytes] = nextFault
    const replacement = fault === 'none' ? undefined : replacements[fault]
    const next = () => send(path, init)
    const response = replacement ? await replacement(next, new Request(new URL(path, 'http://localhost'), init)) : await next()
    if (response.type === 'error') throw new TypeError('fetch failed')
    if (fault === 'none' || replacement) return response
    const faulty = applyStreamFault(response, fault, afterBytes)
    breakNow = faulty.breakNow
    return faulty.response
  }
  return {
    network,
    /** Sets the fault of later connections, applied after `afterBytes` bytes. */
    setFault: (fault: ConnectionFault | 'none', afterBytes = 0) => void (nextFault = [fault, afterBytes]),
    /** Applies the fault to the open connection now. */
    breakNow: () => breakNow(),
    /** Number of attempted connections. */
    attempts: () => attempts,
  }
}
