import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { backend, otherUser, countReads, now, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { holdRequest, failRequest } from '#test/support/transport-faults.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, unmountConsoles, isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const hour = 3_600_000
const live = 'back-in-stock-alert-v2'

/** Home, listening to the backend. */
async function openListeningHome(search = 'back+in+stock', name = 'Back in stock alert'): Promise<HTMLElement> {
  renderConsole(`/?search=${search}`)
  const row = await findRow(name)
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
  return row
}

const setVisibility = (visibility: DocumentVisibilityState) => {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility)
  document.dispatchEvent(new Event('visibilitychange'))
}

afterEach(() => {
  vi.useRealTimers()
})

test('a journey that another user closes is closed in the list at once, without a press', async () => {
  const row = await openListeningHome()
  expect(row).toHaveTextContent('Live')

  await otherUser.sendCommand('close', live)

  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance) · 87 left'))
})

test('the numbers of people change on screen by themselves', async () => {
  const row = await openListeningHome('welcome', 'Welcome series')
  expect(row).toHaveTextContent('12,480')

  backend.setTime(now + hour)

  await waitFor(async () => {
    await backend.sendHeartbeat()
    expect(row).not.toHaveTextContent('12,480')
  })
  expect(row).toHaveTextContent(/Live\d\d,\d{3}/)
})

test('a journey that has drained is finished by itself on its page', async () => {
  renderConsole('/journeys/cart-reminder-v5')
  await screen.findByRole('heading', { level: 1 })
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))

  backend.setTime(now + 72 * hour)
  await backend.sendHeartbeat()

  await waitFor(() => expect(screen.getByRole('heading', { level: 1 }).parentElement).toHaveTextContent('Finished'))
})

test('a console that is closed does not listen to events any more', async () => {
  await openListeningHome()

  unmountConsoles()

  expect(isStreaming()).toBe(false)
})

test('a hidden tab reads again after a change, and not after a heartbeat', async () => {
  const row = await openListeningHome()
  await otherUser.sendCommand('close', live)
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))
  setVisibility('hidden')
  const reads = countReads(/\/api\/versions$/)

  for (let beat = 0; beat < 5; beat++) await backend.sendHeartbeat()
  await otherUser.sendCommand('stop', live)

  await waitFor(() => expect(row).toHaveTextContent('Stopped'))
  expect(reads()).toBe(1)
})

test('without an event stream the backend is polled', async () => {
  interceptRequests('GET', /\/api\/events$/, failRequest)
  renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  runIdleCallbacks()
  await otherUser.sendCommand('close', live)

  runPolls()

  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))
})

test('a revoked permission shows at once, everywhere', async () => {
  renderConsole(`/journeys/${live}`)
  const create = () => screen.getByRole('button', { name: 'Create a new version' })
  await screen.findByRole('heading', { level: 1 })
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))

  backend.signIn({ user: { id: 'anna', name: 'Anna Müller' }, permissions: ['view'] })

  await waitFor(() => expect(create()).toHaveAttribute('aria-disabled', 'true'))
})

test('a tab that slept for eight hours says how old it is until it has read everything again', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: now - 1000 })
  const row = await openListeningHome()
  await otherUser.sendCommand('close', live, { body: { reason: 'campaignOver' } })
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))
  const answer = holdRequest()
  interceptRequests('GET', /\/api\/versions$/, answer.fault)

  vi.setSystemTime(now + 8 * hour)
  backend.setTime(now + 8 * hour)
  setVisibility('visible')
  const notice = await screen.findByText('What you see is from Mar 11, 2026, 11:59 AM. It is being read again…')
  expect(row).toHaveTextContent('87 left')
  answer.release()

  await waitFor(() => expect(notice).not.toBeInTheDocument())
  expect(row).not.toHaveTextContent('87 left')
  removeInterceptions()
})

test('a tab that slept and cannot read anything when it wakes says how old it is, for as long as that lasts', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: now - 1000 })
  await openListeningHome()
  interceptRequests('GET', /\/api\//, failRequest)

  vi.setSystemTime(now + 8 * hour)
  setVisibility('visible')

  expect(await screen.findByRole('alert')).toHaveTextContent(/These numbers are from 11:59:59/)
  removeInterceptions()
})

test('a tab that was left for a moment is not called old', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  await openListeningHome()
  setVisibility('hidden')

  vi.setSystemTime(now + 50_000)
  setVisibility('visible')

  expect(screen.queryByText(/^What you see is from/)).not.toBeInTheDocument()
})
