/** Events of a stream, each as it stands there, one after the other. */
export type RawEvents = AsyncGenerator<string, void>

async function* splitEvents(reader: ReadableStreamDefaultReader<Uint8Array>): RawEvents {
  const decoder = new TextDecoder()
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    const events = (text += decoder.decode(value, { stream: !done })).split(/(?<=\n\n)/)
    // What is not whole yet goes on with the next piece, unless none comes.
    text = done || events.at(-1)?.endsWith('\n\n') ? '' : (events.pop() ?? '')
    yield* events.filter((event) => event !== '')
    if (done) return
  }
}

/** A stream of events with what `transform` makes of them, piece by piece; any other answer as it is. */
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
      // Not by ending the events: they may be waiting for one that never comes.
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, response)
}
