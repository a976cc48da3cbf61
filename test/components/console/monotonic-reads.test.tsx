import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse } from 'msw/http'
import { expect, test } from 'vitest'
import { pollWhenDisconnected } from '#api/queries/polling.ts'
import { backend, bob, onTheWay, once } from '#test/components/support/backend.ts'
import { becomeIdle } from '#test/components/support/jsdom-polyfills.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { findRow, standing, visit } from '#test/components/support/render-console.tsx'

const draft = 'refer-a-friend-v1'
const live = 'back-in-stock-alert-v2'

/** From now on the first request to such a path is answered as it would have been at this moment. */
async function late(path: RegExp, address: string): Promise<void> {
  const { body } = await bob.send(address)
  onTheWay(
    'GET',
    path,
    once(() => HttpResponse.json(body as object)),
  )
}

test('an old answer of the list does not open again what the page of the journey said is closed', async () => {
  await late(/\/api\/versions$/, '/api/versions?search=back+in+stock')
  await bob.order('close', live)
  const { user } = visit(`/journeys/${live}`)
  await waitFor(() => expect(standing()).toMatch(/Closed/))

  await user.click(screen.getAllByRole('link', { name: 'Home' })[0]!)

  expect(await findRow('Back in stock alert')).toHaveTextContent('Closed (no entrance)')
})

test('an old answer about the journey does not open again on its page what the list said is closed', async () => {
  await late(new RegExp(`/${live}$`), `/api/versions/${live}`)
  await bob.order('close', live)
  const { user } = visit('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  expect(row).toHaveTextContent('Closed (no entrance)')

  await user.click(within(row).getByRole('link', { name: 'Back in stock alert' }))

  await waitFor(() => expect(standing()).toMatch(/Closed/))
})

test('a backend that begins anew is believed, though everything in it is older', async () => {
  visit('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  becomeIdle()
  await waitFor(() => expect(pollWhenDisconnected(1)()).toBe(false))
  await bob.order('close', live)
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))

  await backend.start()
  backend.beat()

  await waitFor(() => expect(row).toHaveTextContent('Live'))
})

test('a journey that somebody deletes under the pointer stays and says so, until the pointer leaves', async () => {
  const { user } = visit('/?search=refer')
  const row = await findRow('Refer a friend')
  await user.hover(within(row).getByRole('rowheader'))

  await bob.order('delete', draft)
  readAgain()
  await waitFor(() => expect(row).toHaveTextContent(/Deleted.*Bob Ng deleted it/))
  const duplicate = within(row).getByRole('button', { name: /^Duplicate/ })
  expect(duplicate).toHaveAttribute('aria-disabled', 'true')
  expect(duplicate).toHaveAccessibleDescription('This journey was deleted.')
  await user.unhover(within(row).getByRole('rowheader'))

  await waitFor(() => expect(row).not.toBeInTheDocument())
})

test('the page of a journey that somebody deletes says who did it, and when', async () => {
  visit(`/journeys/${draft}`)
  await screen.findByRole('heading', { level: 1, name: 'Refer a friend' })

  await bob.order('delete', draft)
  readAgain()

  expect(await screen.findByText(/This journey was deleted\. Bob Ng deleted it Mar 11, 2026, 12:00/)).toBeInTheDocument()
})
