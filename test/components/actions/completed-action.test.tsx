import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { otherUser } from '#test/components/support/backend.ts'
import {
  getDialogButton,
  chooseAction,
  getDialogField,
  waitForDialogClosed,
  pressQuickAction,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, getShownNames, getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const getNotice = () => screen.getByRole('region', { name: 'Notices' })

async function stopJourney(user: UserEvent): Promise<void> {
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
}

test('after stopping from the list the badge is true, the focus is back, and it is said once', async () => {
  const { user, announcements } = renderConsole('/?search=back+in+stock')
  const opener = await pressQuickAction(user, 'Stop, Back in stock alert v. 2')

  await stopJourney(user)

  expect(await findRow('Back in stock alert')).toHaveTextContent(/Stopped.*Anna Müller: Wrong audience/)
  expect(opener).toHaveFocus()
  expect(opener).toHaveAccessibleDescription('It is already stopped.')
  const sentence = 'Back in stock alert v. 2 was stopped. 87 people were stopped.'
  await waitFor(() => expect(announcements).toEqual([sentence]))
  expect(getNotice()).toHaveTextContent(sentence)
  const voices = Array.from(document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
  expect(voices.filter((voice) => voice.textContent.includes(sentence))).toEqual([screen.getByRole('status')])
})

test('after closing from the page the badge is true and it is said how many people will finish', async () => {
  const { user, announcements } = renderConsole('/journeys/welcome-series-v2')
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  expect(getPageHeader()).toMatch(/Closed \(no entrance\) · 12,480 left$/)
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
  await waitFor(() => expect(announcements).toEqual(['Welcome series v. 2 was closed to new entrances. 12,480 people will finish it.']))
})

test('the notice stays until it is dismissed', async () => {
  const { user } = renderConsole('/?search=fraud')
  await pressQuickAction(user, 'Stop, Fraud alert follow-up v. 1')
  await stopJourney(user)
  expect(getNotice()).toHaveTextContent('Fraud alert follow-up v. 1 was stopped. 3 people were stopped.')

  await user.click(within(getNotice()).getByRole('button', { name: 'Dismiss' }))

  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
})

test('the notice offers a new version of what was stopped, and the way to it', async () => {
  const { user, getAddress } = renderConsole('/?search=back+in+stock')
  await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  await stopJourney(user)

  await user.click(within(getNotice()).getByRole('button', { name: 'Create a new version' }))
  await screen.findByRole('alertdialog', { name: 'Create a new version' })
  await user.click(getDialogButton('Create a new version'))
  await waitForDialogClosed()
  await user.click(within(getNotice()).getByRole('link', { name: 'Open Back in stock alert v. 3' }))

  await waitFor(() => expect(getPageHeader()).toBe('Back in stock alertVersion 3 (Latest)Draft'))
  const { items } = await otherUser.getList('search=back+in+stock&status=draft')
  expect(getAddress()).toBe(`/journeys/${items[0]?.id}`)
  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
})

test('the notice offers a duplicate of what was stopped, under the name that is given', async () => {
  const { user, announcements } = renderConsole('/?search=back+in+stock')
  await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  await stopJourney(user)
  // Sentences that follow each other within an instant are said as one.
  await waitFor(() => expect(announcements).toHaveLength(1))

  await user.click(within(getNotice()).getByRole('button', { name: 'Duplicate' }))
  await screen.findByRole('alertdialog', { name: 'Duplicate a journey' })
  await user.clear(getDialogField('Name of the new journey'))
  await user.type(getDialogField('Name of the new journey'), 'Back in stock, members first')
  await user.click(getDialogButton('Duplicate'))
  await waitForDialogClosed()

  await waitFor(() => expect(announcements.at(-1)).toBe('Back in stock, members first v. 1 was created as a draft.'))
  expect(await findRow('Back in stock, members first')).toHaveTextContent('Draft')
})

test('when the row is gone the focus goes to the name in the next one', async () => {
  const { user } = renderConsole('/?status=stopped')
  await pressQuickAction(user, 'Delete, Credit limit increase v. 1')

  await user.click(getDialogButton('Delete'))
  await waitForDialogClosed()

  await waitFor(() => expect(getShownNames()).toEqual(['Weekend flash sale', 'Spring offer', '5G upgrade']))
  expect(screen.getByRole('link', { name: 'Spring offer' })).toHaveFocus()
})

test('a journey that was just ended stays in sight until the person moves on, whatever the filter', async () => {
  const { user } = renderConsole('/?status=live&search=stock')
  await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  await stopJourney(user)
  runPolls()
  expect(await findRow('Back in stock alert')).toHaveTextContent('Stopped')

  await user.click(within(screen.getByRole('navigation', { name: 'Status' })).getByRole('link', { name: /^Live/ }))

  expect(await screen.findByRole('heading', { name: 'No journey matches' })).toBeVisible()
})

test('a journey that was just ended stays in sight when other columns are chosen', async () => {
  const { user } = renderConsole('/?status=live&search=stock')
  await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  await stopJourney(user)
  runPolls()
  expect(await findRow('Back in stock alert')).toHaveTextContent('Stopped')

  await user.click(screen.getByRole('button', { name: 'Columns' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Description' }))
  await screen.findByRole('columnheader', { name: 'Description' })
  runPolls()

  expect(await findRow('Back in stock alert')).toHaveTextContent('Stopped')
  expect(screen.queryByRole('heading', { name: 'No journey matches' })).toBeNull()
})

test('rows do not move under the pointer when something changes; they do once it has gone', async () => {
  const { user } = renderConsole('/?search=reminder')
  await findRow('Prepaid top-up reminder')
  const before = getShownNames()
  expect(before.at(0)).not.toBe('Prepaid top-up reminder')
  await user.hover(screen.getByRole('link', { name: 'Cart reminder' }))

  await otherUser.sendCommand('pause', 'prepaid-top-up-reminder-v2')
  runPolls()
  await waitFor(async () => expect(await findRow('Prepaid top-up reminder')).toHaveTextContent('Paused'))
  expect(getShownNames()).toEqual(before)

  await user.unhover(screen.getByRole('link', { name: 'Cart reminder' }))
  await waitFor(() => expect(getShownNames()[0]).toBe('Prepaid top-up reminder'))
})

test('rows do not move while a dialog is open', async () => {
  const { user } = renderConsole('/?search=reminder')
  await findRow('Prepaid top-up reminder')
  const before = getShownNames()
  screen.getByRole('button', { name: 'Stop, Abandoned cart reminder v. 3' }).focus()
  await user.keyboard('{Enter}')
  await screen.findByRole('alertdialog')

  await otherUser.sendCommand('pause', 'prepaid-top-up-reminder-v2')
  runPolls()
  const row = screen.getByRole('row', { name: /^Prepaid/, hidden: true })
  await waitFor(() => expect(row).toHaveTextContent('Paused'))
  const names = screen.getAllByRole('rowheader', { hidden: true }).map((cell) => cell.querySelector('a')?.textContent)
  expect(names).toEqual(before)

  await user.keyboard('{Escape}')
  await waitFor(() => expect(getShownNames()[0]).toBe('Prepaid top-up reminder'))
})
