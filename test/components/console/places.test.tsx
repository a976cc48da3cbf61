import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { otherUser } from '#test/components/support/backend.ts'
import { findRow, getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const openVersions = async (user: ReturnType<typeof renderConsole>['user'], name: string) => {
  await user.click(await screen.findByRole('button', { name }))
  return screen.findAllByRole('menuitem')
}

test.each([
  ['/journeys/birthday-voucher-v3', 'Birthday voucher v. 3 · Journey Console'],
  ['/journeys/birthday-voucher-v2', 'Birthday voucher v. 2 · Journey Console'],
  ['/journeys/birthday-voucher-v2?view=people', 'Birthday voucher v. 2 · People · Journey Console'],
  ['/', 'Journeys · Journey Console'],
  ['/?search=birthday&status=draft', 'birthday · Draft · Journeys · Journey Console'],
  ['/nowhere', 'Page not found · Journey Console'],
])('the place %s has a title of its own: %s', async (address, title) => {
  renderConsole(address)

  await waitFor(() => expect(document.title).toBe(title))
})

test('the title speaks the language of the console', async () => {
  const { user } = renderConsole('/journeys/birthday-voucher-v2?view=history')
  await waitFor(() => expect(document.title).toBe('Birthday voucher v. 2 · History · Journey Console'))

  await user.click(screen.getByRole('radio', { name: 'Français' }))

  await waitFor(() => expect(document.title).toBe('Birthday voucher v. 2 · Historique · Journey Console'))
})

test('the versions of a journey are links: a plain click leads there, a modified one is left to the browser', async () => {
  const { user, getAddress } = renderConsole('/journeys/birthday-voucher-v3?view=history')
  const items = await openVersions(user, 'Version 3 (Latest)')
  expect(items.map((item) => item.getAttribute('href'))).toEqual(
    [3, 2, 1].map((number) => `/journeys/birthday-voucher-v${number}?view=history`),
  )

  // The default action of a modified click is a new tab, which jsdom does not have.
  expect(fireEvent.click(items[1]!, { ctrlKey: true })).toBe(true)
  expect(getAddress()).toBe('/journeys/birthday-voucher-v3?view=history')
  const again = await openVersions(user, 'Version 3 (Latest)')
  await user.click(again[1]!)

  await waitFor(() => expect(getPageHeader()).toBe('Birthday voucherVersion 2Live'))
  expect(getAddress()).toBe('/journeys/birthday-voucher-v2?view=history')
})

test('a new version and a duplicate are led to by links', async () => {
  const { user } = renderConsole('/?search=welcome+series')
  const row = await findRow('Welcome series')
  await user.click(within(row).getByRole('button', { name: 'Duplicate, Welcome series v. 2' }))
  await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Duplicate' }))

  const link = await screen.findByRole('link', { name: 'Open Welcome series_copy v. 1' })
  const [copy] = (await otherUser.getList('search=welcome+series_copy')).items
  expect(link).toHaveAttribute('href', `/journeys/${copy!.id}`)
})
