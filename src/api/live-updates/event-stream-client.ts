import { createParser } from 'eventsource-parser'
import { NetworkError } from '#api/http/errors.ts'
import { parseLiveEvent, type LiveEvent } from './event-sequencer.ts'

/** The longest event, in characters. More is no stream of the backend. */
const maxEventLength = 100_000

/** How a request is sent: as `fetch` does. */
export type Send = (path: string, init: RequestInit) => Promise<Response>

/** As `promise`; rejects as soon as the signal is aborted, whatever becomes of it. */
function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new NetworkError('called off'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/**
 * Opens the stream of events after the one called `last`, and gives what comes until it ends. Throws if there is none, if it breaks off, or once
 * `signal` is aborted. Not by `EventSource`, which gives up for good after some answers.
 */
export async function* openEventStream(send: Send, last: string | null, signal: AbortSignal): AsyncGenerator<LiveEvent, void> {
  const headers = { accept: 'text/event-stream', ...(last !== null && { 'last-event-id': last }) }
  const { status, headers: responseHeaders, body } = await rejectOnAbort(send('/api/events', { headers, signal }), signal)
  if (status !== 200 || body === null || !/^text\/event-stream\b/i.test(responseHeaders.get('content-type') ?? '')) {
    void body?.cancel().catch(() => {})
    throw new NetworkError(`HTTP ${status}, and no stream`)
  }
  const events: LiveEvent[] = []
  const parser = createParser({ maxBufferSize: maxEventLength, onEvent: (event) => events.push(parseLiveEvent(event)) })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await rejectOnAbort(reader.read(), signal)
      if (done) return
      parser.feed(decoder.decode(value, { stream: true }))
      yield* events.splice(0)
    }
  } finally {
    reader.cancel().catch(() => {})
  }
}
