/** The event streams of a replica that are open. */
export interface OpenStreams {
  /** Wraps the response of a stream, so that it can be ended. */
  readonly track: (response: Response) => Response
  /** Ends every stream, also those that requests under way open afterwards, with the time after which its client connects again. */
  readonly closeAll: () => void
  readonly count: () => number
}

/** Milliseconds after which a client connects again: at random between these, so that not all come at once. */
const retryMs = { from: 500, to: 2_500 }

/** Keeps the event streams of a replica. */
export function createOpenStreams(random: () => number = Math.random): OpenStreams {
  const closers = new Set<() => void>()
  let isClosed = false
  return {
    track: (response) => {
      const reader = response.body?.getReader()
      if (!reader) return response
      let close = () => {}
      const forget = () => closers.delete(close)
      const body = new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            close = () => {
              forget()
              const ms = Math.round(retryMs.from + random() * (retryMs.to - retryMs.from))
              controller.enqueue(new TextEncoder().encode(`retry: ${ms}\n\n`))
              controller.close()
              reader.cancel().catch(() => undefined)
            }
            closers.add(close)
            if (isClosed) close()
          },
          pull: async (controller) => {
            const { done, value } = await reader.read().catch((error: unknown) => {
              forget()
              throw error
            })
            if (!closers.has(close)) return
            if (!done) return controller.enqueue(value)
            forget()
            controller.close()
          },
          cancel: (reason) => {
            forget()
            return reader.cancel(reason)
          },
        },
        { highWaterMark: 0 },
      )
      return new Response(body, response)
    },
    closeAll: () => {
      isClosed = true
      for (const close of closers) close()
    },
    count: () => closers.size,
  }
}
