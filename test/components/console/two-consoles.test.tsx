import { screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import type { Send } from '#api/connection/connection.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { now } from '#test/components/support/backend.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'
import { marketer } from '#test/contract/support/sessions.ts'
import { createTestDemo } from '#test/support/test-demo.ts'

const seed = await createDemoSeed(now)
const expired = /^Your sign-in has expired/

/** A backend of its own, and a console in front of it. `setReachable(false)` cuts the network between the two. */
async function openConsole() {
  const backend = createTestDemo()
  await backend.start(seed, now)
  backend.signIn(marketer)
  let isReachable = true
  const send: Send = (path, init) =>
    isReachable ? backend.handle(new Request(new URL(path, location.href), init)) : Promise.reject(new TypeError('Failed to fetch'))
  const { container, connection, refetch } = renderConsole('/?search=back+in+stock', 'memory', send)
  const view = within(container)
  await view.findByRole('row', { name: /^Back in stock alert/ })
  return { backend, view, connection, refetch, setReachable: (isNow: boolean) => void (isReachable = isNow) }
}

let lost: Awaited<ReturnType<typeof openConsole>>
let other: Awaited<ReturnType<typeof openConsole>>

beforeEach(async () => {
  lost = await openConsole()
  other = await openConsole()
})

test('two consoles in one process: the session of one expires, and the other shows nothing of it and can act', async () => {
  lost.backend.signIn(null)
  await lost.refetch()

  expect(await lost.view.findByText(expired)).toBeVisible()
  expect(screen.getAllByText(expired)).toHaveLength(1)
  expect(other.connection.getState().sessionExpired).toBeNull()
})

test('two consoles in one process: one loses its event stream and polls, and the other keeps its own', async () => {
  runIdleCallbacks()
  await waitFor(() => expect([lost, other].map(({ connection }) => connection.getState().status)).toEqual(['online', 'online']))

  lost.backend.signIn(null)
  lost.setReachable(false)
  await lost.backend.sendHeartbeat()
  await waitFor(() => expect(lost.connection.getState().status).toBe('offline'))
  await other.backend.sendHeartbeat()

  expect(other.connection.getState()).toMatchObject({ status: 'online', sessionExpired: null, staleSince: null })
})
