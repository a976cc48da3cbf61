import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { backend, interceptRequests, otherUser } from '#test/components/support/backend.ts'
import { getDialog, getDialogButton, waitForDialogClosed } from '#test/components/support/dialog.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { viewer } from '#test/contract/support/sessions.ts'
import { holdRequest } from '#test/support/transport-faults.ts'

const findPalette = () => screen.findByRole('dialog', { name: 'Command palette' })
const listOptions = (palette: HTMLElement) =>
  within(palette)
    .getAllByRole('option')
    .map(({ textContent }) => textContent)

/** Opens the palette by its key, from a list. */
async function openPalette(
  address = '/',
): Promise<{ readonly user: UserEvent; readonly palette: HTMLElement; readonly getAddress: () => string }> {
  const { user, getAddress } = renderConsole(address)
  if (address.startsWith('/journeys/')) await screen.findByRole('button', { name: 'More actions' })
  else await findRow('Welcome series')
  await user.keyboard('{Control>}k{/Control}')
  return { user, palette: await findPalette(), getAddress }
}

test('any journey is found by its name, and Enter opens its page', async () => {
  const { user, palette, getAddress } = await openPalette()
  expect(within(palette).getByRole('combobox')).toHaveFocus()

  await user.keyboard('weekend')
  await waitFor(() => expect(listOptions(palette)[0]).toMatch(/^Weekend flash sale/))
  await user.keyboard('{Enter}')

  expect(await screen.findByRole('heading', { level: 1, name: 'Weekend flash sale' })).toBeVisible()
  expect(getAddress()).toBe('/journeys/weekend-flash-sale-v1')
  expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull()
})

test('Enter that comes before the results waits for them, and never takes one of what was typed before', async () => {
  const { user, palette } = await openPalette()
  await user.keyboard('stop welcome')
  await waitFor(() => expect(listOptions(palette)[0]).toBe('Stop, Welcome series v. 2'))

  const held = holdRequest()
  interceptRequests('GET', /^\/api\/versions$/, held.fault)
  await user.clear(within(palette).getByRole('combobox'))
  await user.paste('stop back in stock')
  await user.keyboard('{Enter}')
  held.release()

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toHaveTextContent('“Back in stock alert v. 2 (Latest)”')
})

test('a journey whose name begins with an action is found, too', async () => {
  await otherUser.sendCommand('duplicate', 'weekend-flash-sale-v1', { body: { name: 'Close friends' } })
  backend.signIn(viewer)
  const { user, palette } = await openPalette()

  await user.paste('close friends')

  await waitFor(() => expect(listOptions(palette)).toEqual([expect.stringMatching(/^Close friends/)]))
})

test('an action and a name lead to the confirmation of that action, and Cancel back to where the palette was opened', async () => {
  const { user, palette } = await openPalette()

  await user.keyboard('stop welcome')
  await waitFor(() => expect(listOptions(palette)[0]).toBe('Stop, Welcome series v. 2'))
  await user.keyboard('{Enter}')

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
  expect(getDialog()).toHaveTextContent('Welcome series v. 2')
  expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull()
  await user.click(getDialogButton('Cancel'))
  await waitForDialogClosed()
  expect(document.body).not.toHaveFocus()
})

test('on the page of a journey its actions are there at once, and only those that are allowed', async () => {
  const { user, palette } = await openPalette('/journeys/weekend-flash-sale-v1')

  await user.keyboard('weekend')

  await waitFor(() => expect(listOptions(palette)).toContain('Duplicate, Weekend flash sale v. 1'))
  expect(listOptions(palette)).not.toContain('Stop, Weekend flash sale v. 1')
})

test('on the page of a journey that another user has deleted there is no action', async () => {
  const { user, refetch } = renderConsole('/journeys/refer-a-friend-v1')
  await screen.findByRole('button', { name: 'More actions' })
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  await refetch()

  await user.keyboard('{Control>}k{/Control}')
  const palette = await findPalette()

  await waitFor(() => expect(listOptions(palette)[0]).toMatch(/^Welcome series/))
  expect(within(palette).queryByText('Actions')).toBeNull()
})

test('who may only look finds journeys and views, and no action', async () => {
  backend.signIn(viewer)
  const { user, palette } = await openPalette()

  await user.keyboard('welcome')

  await waitFor(() => expect(listOptions(palette)[0]).toMatch(/^Welcome series/))
  expect(within(palette).queryByText('Actions')).toBeNull()
})

test('a view opens the list of that status', async () => {
  const { user, palette, getAddress } = await openPalette()

  await user.keyboard('paused')
  await user.click(await within(palette).findByRole('option', { name: 'Journeys: Paused' }))

  await waitFor(() => expect(getAddress()).toBe('/?status=paused'))
})

test('Escape, and the key again, close the palette, and the focus is where it was', async () => {
  const { user } = await openPalette()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  const search = screen.getByRole('searchbox')
  await user.click(search)

  await user.keyboard('{Control>}k{/Control}')
  await findPalette()
  await user.keyboard('{Control>}k{/Control}')

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(search).toHaveFocus()
})

test('Escape that ends the composition of a character leaves the palette open', async () => {
  const { user, palette } = await openPalette()

  fireEvent.keyDown(within(palette).getByRole('combobox'), { key: 'Escape', isComposing: true })

  expect(palette).toBeVisible()
  await user.keyboard('{Escape}')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})

test('opened from a menu, the palette gives the focus back to the button of that menu', async () => {
  const { user } = renderConsole('/journeys/weekend-flash-sale-v1')
  await user.click(await screen.findByRole('button', { name: 'More actions' }))
  await screen.findByRole('menu')

  await user.keyboard('{Control>}k{/Control}')
  await findPalette()
  await user.keyboard('{Escape}')

  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
})

test('the key that is held down opens the palette once', async () => {
  await openPalette()

  fireEvent.keyDown(document.body, { key: 'k', ctrlKey: true, repeat: true })

  expect(screen.getByRole('dialog', { name: 'Command palette' })).toBeVisible()
})

test('what fits nothing says so, also to a screen reader', async () => {
  const { user, palette } = await openPalette()
  const announced = within(palette).getByRole('status')

  await user.keyboard('no such journey')

  await waitFor(() => expect(announced).toHaveTextContent('Nothing matches.'))
})

test('over a confirmation the palette stays closed', async () => {
  const { user, palette } = await openPalette()
  await user.keyboard('close welcome')
  await waitFor(() => expect(listOptions(palette)[0]).toBe('Close to new entrances, Welcome series v. 2'))
  await user.keyboard('{Enter}')
  await screen.findByRole('alertdialog')

  await user.keyboard('{Control>}k{/Control}')

  expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull()
})
