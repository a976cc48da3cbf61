import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

test('parts of the address that mean nothing are named, and the rest of it holds', async () => {
  renderConsole('/?status=live&page=3&sort=%3Cimg%20src%3Dx%3E')
  await findRow('Welcome series')

  const notice = await screen.findByRole('note')

  expect(notice).toHaveTextContent(/^These parts of the address are not known, and were ignored: .*page=3.*sort=<img src=x>/)
  expect(screen.getByRole('link', { name: /^Live/, current: true })).toBeVisible()
})

test('an address of which all is understood says nothing, also if it says what is so without it', async () => {
  renderConsole('/?status=all&sort=-updated')
  await findRow('Welcome series')
  await vi.dynamicImportSettled()

  expect(screen.queryByRole('note')).toBeNull()
})

test('the notice goes with the address', async () => {
  const { user } = renderConsole('/?page=3')
  await findRow('Welcome series')
  await screen.findByRole('note')

  await user.click(screen.getByRole('link', { name: /^Paused/ }))

  await waitFor(() => expect(screen.queryByRole('note')).toBeNull())
})
