import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { interceptRequests, otherUser } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import {
  chooseAction,
  getDialogButton,
  getDialogField,
  pressQuickAction,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const back = () => act(async () => window.history.back())
/** What the browser says of the current history entry. */
const getEntry = () => window.history.state as { readonly idx: number; readonly overlay?: boolean }
const waitForEntry = (entry: object) => waitFor(() => expect(getEntry()).toMatchObject(entry))

const openLive = async () => {
  const rendered = renderConsole('/', 'browser')
  await findRow('Welcome series')
  await rendered.user.click(within(screen.getByRole('navigation', { name: 'Status' })).getByRole('link', { name: /^Live/ }))
  await waitFor(() => expect(rendered.getAddress()).toBe('/?status=live'))
  return rendered
}

test('Back leaves the dialog and stays on the list behind it; the next Back leaves the list', async () => {
  const { user, getAddress } = await openLive()
  const stop = await pressQuickAction(user, 'Stop, Welcome series v. 2')
  await waitForEntry({ overlay: true })

  await back()

  await waitForDialogClosed()
  expect(getAddress()).toBe('/?status=live')
  await waitFor(() => expect(stop).toHaveFocus())
  await back()
  await waitFor(() => expect(getAddress()).toBe('/'))
})

test('Back leaves the dialog on the first page of a tab, too', async () => {
  const { user, getAddress } = renderConsole('/journeys/welcome-series-v2?view=people', 'browser')
  await chooseAction(user, 'Close to new entrances')

  await back()

  await waitForDialogClosed()
  expect(getAddress()).toBe('/journeys/welcome-series-v2?view=people')
})

test('after Cancel the history is where it was, and Forward does not bring the dialog back', async () => {
  const { user, getAddress } = await openLive()
  const { idx } = getEntry()
  await pressQuickAction(user, 'Stop, Welcome series v. 2')
  await waitForEntry({ overlay: true })
  await user.click(getDialogButton('Cancel'))
  await waitForDialogClosed()
  await waitFor(() => expect(getEntry().overlay).toBeUndefined())

  // There, and by itself back again.
  const returns = vi.spyOn(window.history, 'back')
  await act(async () => window.history.forward())
  await waitFor(() => expect(returns).toHaveBeenCalledOnce())
  await waitFor(() => expect(getEntry().overlay).toBeUndefined())
  returns.mockRestore()
  expect(screen.queryByRole('alertdialog')).toBeNull()
  await waitForEntry({ idx })

  await back()
  await waitFor(() => expect(getAddress()).toBe('/'))
})

test('after the action the history is where it was', async () => {
  const { user, getAddress } = await openLive()
  await pressQuickAction(user, 'Duplicate, Welcome series v. 2')
  await user.click(getDialogButton('Duplicate'))
  await waitForDialogClosed()

  // At once: the link waits until the history is where it was.
  await user.click(await screen.findByRole('link', { name: 'Open Welcome series_copy v. 1' }))
  await screen.findByRole('heading', { name: 'Welcome series_copy' })
  await back()

  await waitFor(() => expect(getAddress()).toBe('/?status=live'))
})

test('a command that is being sent goes on after Back, and its result is shown', async () => {
  const { user } = await openLive()
  const answer = holdRequest()
  interceptRequests('POST', /\/stop$/, answer.fault)
  await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')
  await user.click(getDialogButton('Stop'))

  await back()

  await waitForDialogClosed()
  const notices = await screen.findByRole('region', { name: 'Notices' })
  expect(notices).toHaveTextContent('Stop, Back in stock alert v. 2.')
  answer.release()
  await waitFor(() => expect(notices).toHaveTextContent('Back in stock alert v. 2 was stopped.'))
  expect(await otherUser.getVersion('back-in-stock-alert-v2')).toMatchObject({ status: 'stopped' })
})

test('the other dialog to which one switches is left by one Back', async () => {
  const { user, getAddress } = await openLive()
  await pressQuickAction(user, 'Stop, Welcome series v. 2')
  await user.click(await within(screen.getByRole('alertdialog')).findByRole('button', { name: 'Close to new entrances instead' }))
  await screen.findByRole('alertdialog', { name: 'Close a journey to new entrances' })

  await back()

  await waitForDialogClosed()
  expect(getAddress()).toBe('/?status=live')
})
