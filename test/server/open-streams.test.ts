import { expect, test } from 'vitest'
import { createOpenStreams } from '#server/runtime/open-streams.ts'

/** The response of a stream that never ends by itself. */
const openEndless = (): Response => new Response(new ReadableStream({ pull: () => new Promise(() => undefined) }, { highWaterMark: 0 }))

test('a stream that a request under way opens once all are closed is closed, too', async () => {
  const streams = createOpenStreams(() => 0)
  const before = streams.track(openEndless()).text()
  streams.closeAll()

  const after = streams.track(openEndless()).text()

  expect(await Promise.all([before, after])).toEqual(['retry: 500\n\n', 'retry: 500\n\n'])
})

test('a stream that has failed does not keep the others from being closed', async () => {
  const streams = createOpenStreams(() => 0)
  const failing = streams.track(new Response(new ReadableStream({ pull: (controller) => controller.error(new Error('lost')) })))
  const endless = streams.track(openEndless()).text()
  await expect(failing.text()).rejects.toThrow('lost')

  streams.closeAll()

  expect(await endless).toBe('retry: 500\n\n')
})
