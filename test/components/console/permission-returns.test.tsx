import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createSessionWith, marketer } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests } from '#test/components/support/backend.ts'
import { replaceWithHtml, holdRequest, applyOnce } from '#test/support/transport-faults.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const viewer = createSessionWith('view')

/** Streams of events that a test can end, as a proxy does after a minute. */
function openStreamsThatEnd() {
  let end = () => {}
  let gate = Promise.resolve()
  interceptRequests('GET', /\/api\/events$/, async (next) => {
    await gate
    const response = await next()
    const reader = response.body?.getReader()
    if (!reader) return response
    let open = true
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        end = () => {
          open = false
          void reader.cancel()
          controller.close()
        }
      },
      pull: async (controller) => {
        const { done, value } = await reader.read()
        if (!open) return
        if (done) controller.close()
        else controller.enqueue(value)
      },
      cancel: () => reader.cancel(),
    })
    return new Response(body, response)
  })
  return {
    /** Ends the stream; the next one is let through when `between` has happened. */
    endWhile: (between: () => void) => {
      const { promise, resolve } = Promise.withResolvers<void>()
      gate = promise
      end()
      between()
      resolve()
    },
  }
}

const create = () => screen.getByRole('button', { name: 'Create a new version' })

/** The console tries at once whatever it has given up for a while. */
const reportOnline = () => window.dispatchEvent(new Event('online'))

async function listen() {
  renderConsole(`/journeys/${live}`)
  await screen.findByRole('heading', { level: 1 })
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
  await waitFor(() => expect(create()).not.toHaveAttribute('aria-disabled'))
}

/** Waits until this holds, with a network that is there. */
const soon = (holds: () => void) =>
  waitFor(() => {
    reportOnline()
    holds()
  })

test('a permission that is taken away, and one that is given back, between two streams of events shows once there is a stream again', async () => {
  const streams = openStreamsThatEnd()
  await listen()

  streams.endWhile(() => backend.signIn(viewer))
  await soon(() => expect(create()).toHaveAttribute('aria-disabled', 'true'))

  streams.endWhile(() => backend.signIn(marketer))
  await soon(() => expect(create()).not.toHaveAttribute('aria-disabled'))
})

test('a permission that is given back shows although the answer to the question that followed was garbled', async () => {
  await listen()
  interceptRequests('GET', /\/api\/session$/, applyOnce(replaceWithHtml))
  backend.signIn(viewer)

  await waitFor(() => {
    runPolls()
    expect(create()).toHaveAttribute('aria-disabled', 'true')
  })
})

test('what could not be seen for want of a permission is there again with it, at whichever moment that is given back', async () => {
  const streams = openStreamsThatEnd()
  await listen()
  backend.signIn(createSessionWith())
  await soon(() => expect(screen.getByRole('alert')).toHaveTextContent(/permission/))

  backend.signIn(marketer)
  await soon(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument())
  await waitFor(() => expect(create()).not.toHaveAttribute('aria-disabled'))

  streams.endWhile(() => backend.signIn(createSessionWith()))
  backend.signIn(marketer)
  await soon(() => expect(create()).not.toHaveAttribute('aria-disabled'))
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

test('a first answer about permissions that was on its way while they changed does not stand', async () => {
  const answer = holdRequest()
  let asked = 0
  interceptRequests('GET', /\/api\/session$/, async (next, request) => {
    if (asked++ > 0) return next()
    const early = await next()
    await answer.fault(next, request)
    return early
  })
  renderConsole('/?search=back+in+stock')
  runIdleCallbacks()
  await waitFor(() => expect(asked).toBe(1))
  await waitFor(() => expect(isStreaming()).toBe(true))

  backend.signIn(viewer)
  answer.release()

  const close = () => screen.getByRole('button', { name: /^Close to new entrances, Back in stock alert/ })
  await waitFor(() => expect(close()).toHaveAttribute('aria-disabled', 'true'))
})
