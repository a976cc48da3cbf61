import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw/http'
import { expect, test } from 'vitest'
import { backend, otherUser, interceptRequests } from '#test/components/support/backend.ts'
import { applyOnce } from '#test/support/transport-faults.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, getPageHeader, isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const draft = 'refer-a-friend-v1'
const live = 'back-in-stock-alert-v2'

/** From now on the first request to such a path is answered as it would have been at this moment. */
async function replayOldResponse(path: RegExp, address: string): Promise<void> {
  const { body } = await otherUser.send(address)
  interceptRequests(
    'GET',
    path,
    applyOnce(() => HttpResponse.json(body as object)),
  )
}

test('a stale response of the list does not open again what the page of the journey said is closed', async () => {
  await replayOldResponse(/\/api\/versions$/, '/api/versions?search=back+in+stock')
  await otherUser.sendCommand('close', live)
  const { user } = renderConsole(`/journeys/${live}`)
  await waitFor(() => expect(getPageHeader()).toMatch(/Closed/))

  await user.click(screen.getAllByRole('link', { name: 'Home' })[0]!)

  expect(await findRow('Back in stock alert')).toHaveTextContent('Closed (no entrance)')
})

test('a stale response about the journey does not open again on its page what the list said is closed', async () => {
  await replayOldResponse(new RegExp(`/${live}$`), `/api/versions/${live}`)
  await otherUser.sendCommand('close', live)
  const { user } = renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  expect(row).toHaveTextContent('Closed (no entrance)')

  await user.click(within(row).getByRole('link', { name: 'Back in stock alert' }))

  await waitFor(() => expect(getPageHeader()).toMatch(/Closed/))
})

test('after the backend was reset its data is shown, though all of it is older', async () => {
  renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
  await otherUser.sendCommand('close', live)
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))

  await backend.start()
  await backend.sendHeartbeat()

  await waitFor(() => expect(row).toHaveTextContent('Live'))
})

test('a journey that another user deletes under the pointer stays and says so, until the pointer leaves', async () => {
  const { user } = renderConsole('/?search=refer')
  const row = await findRow('Refer a friend')
  await user.hover(within(row).getByRole('rowheader'))

  await otherUser.sendCommand('delete', draft)
  runPolls()
  await waitFor(() => expect(row).toHaveTextContent(/Deleted.*Bob Ng deleted it/))
  const duplicate = within(row).getByRole('button', { name: /^Duplicate/ })
  expect(duplicate).toHaveAttribute('aria-disabled', 'true')
  expect(duplicate).toHaveAccessibleDescription('This journey was deleted.')
  await user.unhover(within(row).getByRole('rowheader'))

  await waitFor(() => expect(row).not.toBeInTheDocument())
})

test('the page of a journey that another user deletes says who did it, and when', async () => {
  renderConsole(`/journeys/${draft}`)
  await screen.findByRole('heading', { level: 1, name: 'Refer a friend' })

  await otherUser.sendCommand('delete', draft)
  runPolls()

  expect(await screen.findByText(/This journey was deleted\. Bob Ng deleted it Mar 11, 2026, 12:00/)).toBeInTheDocument()
})
