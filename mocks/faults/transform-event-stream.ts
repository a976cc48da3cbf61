/** Splits a stream into its events, as raw text, in order. */
export type RawEvents = AsyncGenerator<string, void>

async function* splitEvents(reader: ReadableStreamDefaultReader<Uint8Array>): RawEvents {
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    const events = (text += decoder.decode(value, { stream: !done })).split(/(?<=\n\n)/)
    // The last part may be incomplete: keep it for the next chunk. It is dropped at the end of the stream.
    text = done || events.at(-1)?.endsWith('\n\n') ? '' : (events.pop() ?? '')
    yield* events.filter((event) => event !== '')
    if (done) return
  }
}

/** Applies `transform` to the chunks of an event stream; returns any other response unchanged. */
export function transformEventStream(response: Response, transform: (events: RawEvents) => RawEvents): Response {
  if (response.body === null || !response.headers.get('content-type')?.startsWith('text/event-stream')) return response
  const reader = response.body.getReader()
  const events = transform(splitEvents(reader))
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { done, value } = await events.next()
        if (!done) return controller.enqueue(encoder.encode(value))
        controller.close()
        await reader.cancel()
      },
      // Cancel the source instead of finishing the iterator: the iterator may wait for an event that never comes.
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}
