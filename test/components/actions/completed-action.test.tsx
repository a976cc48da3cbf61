import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { bob } from '#test/components/support/backend.ts'
import { button, choose, field, gone, press, weighed } from '#test/components/support/dialog.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { findRow, namesShown, standing, visit } from '#test/components/support/render-console.tsx'

const notice = () => screen.getByRole('region', { name: 'Notices' })

async function stop(user: UserEvent): Promise<void> {
  await weighed()
  await user.selectOptions(field('Reason'), 'Wrong audience')
  await user.click(button('Stop'))
  await gone()
}

test('after stopping from the list the badge is true, the focus is back, and it is said once', async () => {
  const { user, said } = visit('/?search=back+in+stock')
  const opener = await press(user, 'Stop, Back in stock alert v. 2')

  await stop(user)

  expect(await findRow('Back in stock alert')).toHaveTextContent(/Stopped.*Anna Müller: Wrong audience/)
  expect(opener).toHaveFocus()
  expect(opener).toHaveAccessibleDescription('It is already stopped.')
  const sentence = 'Back in stock alert v. 2 was stopped. 87 people were stopped.'
  await waitFor(() => expect(said).toEqual([sentence]))
  expect(notice()).toHaveTextContent(sentence)
  const voices = Array.from(document.querySelectorAll('[role=status], [role=alert], [aria-live]'))
  expect(voices.filter((voice) => voice.textContent.includes(sentence))).toEqual([screen.getByRole('status')])
})

test('after closing from the page the badge is true and it is said how many people will finish', async () => {
  const { user, said } = visit('/journeys/welcome-series-v2')
  await choose(user, 'Close to new entrances')
  await weighed()

  await user.click(button('Close to new entrances'))
  await gone()

  expect(standing()).toMatch(/Closed \(no entrance\) · 12,480 left$/)
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
  await waitFor(() => expect(said).toEqual(['Welcome series v. 2 was closed to new entrances. 12,480 people will finish it.']))
})

test('the notice stays until it is dismissed', async () => {
  const { user } = visit('/?search=fraud')
  await press(user, 'Stop, Fraud alert follow-up v. 1')
  await stop(user)
  expect(notice()).toHaveTextContent('Fraud alert follow-up v. 1 was stopped. 3 people were stopped.')

  await user.click(within(notice()).getByRole('button', { name: 'Dismiss' }))

  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
})

test('the notice offers a new version of what was stopped, and the way to it', async () => {
  const { user, address } = visit('/?search=back+in+stock')
  await press(user, 'Stop, Back in stock alert v. 2')
  await stop(user)

  await user.click(within(notice()).getByRole('button', { name: 'Create a new version' }))
  await screen.findByRole('alertdialog', { name: 'Create a new version' })
  await user.click(button('Create a new version'))
  await gone()
  await user.click(within(notice()).getByRole('link', { name: 'Open Back in stock alert v. 3' }))

  await waitFor(() => expect(standing()).toBe('Back in stock alertVersion 3 (Latest)Draft'))
  const { items } = await bob.list('search=back+in+stock&status=draft')
  expect(address()).toBe(`/journeys/${items[0]?.id}`)
  expect(screen.queryByRole('region', { name: 'Notices' })).toBeNull()
})

test('the notice offers a duplicate of what was stopped, under the name that is given', async () => {
  const { user, said } = visit('/?search=back+in+stock')
  await press(user, 'Stop, Back in stock alert v. 2')
  await stop(user)

  await user.click(within(notice()).getByRole('button', { name: 'Duplicate' }))
  await screen.findByRole('alertdialog', { name: 'Duplicate a journey' })
  await user.clear(field('Name of the new journey'))
  await user.type(field('Name of the new journey'), 'Back in stock, members first')
  await user.click(button('Duplicate'))
  await gone()

  await waitFor(() => expect(said.at(-1)).toBe('Back in stock, members first v. 1 was created as a draft.'))
  expect(await findRow('Back in stock, members first')).toHaveTextContent('Draft')
})

test('when the row is gone the focus goes to the name in the next one', async () => {
  const { user } = visit('/?status=stopped')
  await press(user, 'Delete, Credit limit increase v. 1')

  await user.click(button('Delete'))
  await gone()

  await waitFor(() => expect(namesShown()).toEqual(['Weekend flash sale', 'Spring offer', '5G upgrade']))
  expect(screen.getByRole('link', { name: 'Spring offer' })).toHaveFocus()
})

test('a journey that was just ended stays in sight until the person moves on, whatever the filter', async () => {
  const { user } = visit('/?status=live&search=stock')
  await press(user, 'Stop, Back in stock alert v. 2')
  await stop(user)
  readAgain()
  expect(await findRow('Back in stock alert')).toHaveTextContent('Stopped')

  await user.click(within(screen.getByRole('navigation', { name: 'Status' })).getByRole('link', { name: /^Live/ }))

  expect(await screen.findByRole('heading', { name: 'No journey matches' })).toBeVisible()
})

test('rows do not move under the pointer when something changes; they do once it has gone', async () => {
  const { user } = visit('/?search=reminder')
  await findRow('Prepaid top-up reminder')
  const before = namesShown()
  expect(before.at(0)).not.toBe('Prepaid top-up reminder')
  await user.hover(screen.getByRole('link', { name: 'Cart reminder' }))

  await bob.order('pause', 'prepaid-top-up-reminder-v2')
  readAgain()
  await waitFor(async () => expect(await findRow('Prepaid top-up reminder')).toHaveTextContent('Paused'))
  expect(namesShown()).toEqual(before)

  await user.unhover(screen.getByRole('link', { name: 'Cart reminder' }))
  await waitFor(() => expect(namesShown()[0]).toBe('Prepaid top-up reminder'))
})

test('rows do not move while a dialog is open', async () => {
  const { user } = visit('/?search=reminder')
  await findRow('Prepaid top-up reminder')
  const before = namesShown()
  screen.getByRole('button', { name: 'Stop, Abandoned cart reminder v. 3' }).focus()
  await user.keyboard('{Enter}')
  await screen.findByRole('alertdialog')

  await bob.order('pause', 'prepaid-top-up-reminder-v2')
  readAgain()
  const row = screen.getByRole('row', { name: /^Prepaid/, hidden: true })
  await waitFor(() => expect(row).toHaveTextContent('Paused'))
  const names = screen.getAllByRole('rowheader', { hidden: true }).map((cell) => cell.textContent)
  expect(names).toEqual(before)

  await user.keyboard('{Escape}')
  await waitFor(() => expect(namesShown()[0]).toBe('Prepaid top-up reminder'))
})
