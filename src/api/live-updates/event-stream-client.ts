import { createParser } from 'eventsource-parser'
import { eventsRoute } from '#api/contract/events.ts'
import type { Send } from '#api/connection/connection.ts'
import { NetworkError } from '#api/http/errors.ts'
import { parseLiveEvent, type LiveEvent } from './event-sequencer.ts'

/** Maximum length of an event, in characters. A longer one does not come from the backend. */
const maxEventLength = 100_000

/** Returns the result of `promise`, but rejects as soon as the signal is aborted. The promise itself continues. */
function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(new NetworkError('called off'))
    if (signal.aborted) abort()
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

/**
 * Opens the event stream after event id `last`, and yields messages until the stream ends. Throws if the stream is unavailable or breaks
 * off, or when `signal` is aborted. Does not use `EventSource`: that stops reconnecting for good after some responses.
 */
export async function* openEventStream(send: Send, last: string | null, signal: AbortSignal): AsyncGenerator<LiveEvent, void> {
  const headers = { accept: 'text/event-stream', ...(last !== null && { 'last-event-id': last }) }
  const { status, headers: responseHeaders, body } = await rejectOnAbort(send(eventsRoute.path, { headers, signal }), signal)
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
