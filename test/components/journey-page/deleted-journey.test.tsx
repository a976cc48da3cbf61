import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { backend, otherUser } from '#test/components/support/backend.ts'
import { chooseAction, getDialogButton } from '#test/components/support/dialog.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { viewer } from '#test/contract/support/sessions.ts'

const draft = '/journeys/refer-a-friend-v1'

const getText = () => screen.getByRole('main').textContent.replaceAll('\u202f', ' ')

test('the address of a deleted journey says who deleted it and when, and shows its history, to a viewer, too', async () => {
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  backend.signIn(viewer)
  renderConsole(draft)

  expect(await screen.findByRole('heading', { name: 'Journey deleted' })).toBeVisible()
  expect(getText()).toContain('Refer a friend v. 1')
  expect(getText()).toContain('Bob Ng deleted it Mar 11, 2026, 12:00 PM.')
  const entries = await within(screen.getByRole('region', { name: 'History' })).findAllByRole('listitem')
  expect(entries[0]).toHaveTextContent('Deleted by Bob Ng')
  expect(document.title).toBe('Refer a friend v. 1 · Journey deleted · Journey Console')
  expect(within(screen.getByRole('article')).getByRole('link', { name: 'Home' })).toHaveAttribute('href', '/')
})

test('it says so in French', async () => {
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  const { user } = renderConsole(draft)
  await screen.findByRole('heading', { name: 'Journey deleted' })

  await user.click(screen.getByRole('radio', { name: 'Français' }))

  expect(await screen.findByRole('heading', { name: 'Parcours supprimé' })).toBeVisible()
  expect(getText()).toContain('Bob Ng l’a supprimé')
})

test('a deleted version leads to the latest that its journey still has', async () => {
  await otherUser.sendCommand('delete', 'birthday-voucher-v3')
  const { user, getAddress } = renderConsole('/journeys/birthday-voucher-v3')
  expect(await screen.findByRole('heading', { name: 'Version deleted' })).toBeVisible()

  await user.click(screen.getByRole('link', { name: 'Open Birthday voucher v. 2 (Latest)' }))

  expect(await screen.findByRole('heading', { name: 'Birthday voucher' })).toBeVisible()
  expect(getAddress()).toBe('/journeys/birthday-voucher-v2')
})

test('a version that was deleted since the menu was opened says so', async () => {
  const { user } = renderConsole('/journeys/birthday-voucher-v2')
  await user.click(await screen.findByRole('button', { name: 'Version 2' }))
  await otherUser.sendCommand('delete', 'birthday-voucher-v3')

  await user.click(await screen.findByRole('menuitem', { name: /Version 3/ }))

  expect(await screen.findByRole('heading', { name: 'Version deleted' })).toBeVisible()
  expect(getText()).toContain('Bob Ng deleted it')
})

test('a user who deletes a journey in this tab sees the deletion at an older address of it, and keeps the page', async () => {
  const { user, getAddress } = renderConsole(draft, 'browser')
  await user.click(within(await screen.findByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Home' }))
  await user.click(within(await findRow('Refer a friend')).getByRole('link', { name: 'Refer a friend' }))
  await chooseAction(user, 'Delete')
  await user.click(getDialogButton('Delete'))
  await waitFor(() => expect(getAddress()).toBe('/'))

  act(() => window.history.go(-2))

  expect(await screen.findByRole('heading', { name: 'Journey deleted' })).toBeVisible()
  expect(getAddress()).toBe(draft)
  await waitFor(() => expect(getText()).toContain('Anna Müller deleted it Mar 11, 2026, 12:00 PM.'))
  expect(getText()).toContain('Refer a friend v. 1')
})
