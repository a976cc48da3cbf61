import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { otherMarketer } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests, readSentCommands } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import {
  chooseAction,
  getDialog,
  getDialogButton,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const quietAddress = '/journeys/back-in-stock-alert-v2'

test('Enter in the name of a duplicate confirms, once', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Duplicate')

  await user.clear(getDialogField('Name of the new journey'))
  await user.type(getDialogField('Name of the new journey'), 'Restock{Enter}')

  await waitForDialogClosed()
  expect(await readSentCommands()).toMatchObject([{ body: { name: 'Restock' } }])
})

test('Enter that is held down, and Enter while the answer is under way, confirm nothing more', async () => {
  const { fault, release } = holdRequest()
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Duplicate')
  interceptRequests('POST', /\/duplicate$/, fault)
  const name = getDialogField('Name of the new journey')

  const repeated = createEvent.keyDown(name, { key: 'Enter', repeat: true })
  fireEvent(name, repeated)
  expect(repeated.defaultPrevented).toBe(true)
  await user.type(name, '{Enter}{Enter}')
  release()

  await waitForDialogClosed()
  expect(await readSentCommands()).toHaveLength(1)
})

test('Enter in the name of a duplicate says what is missing', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Duplicate')

  await user.clear(getDialogField('Name of the new journey'))
  await user.type(getDialogField('Name of the new journey'), '{Enter}')

  expect(getDialogField('Name of the new journey')).toHaveAccessibleDescription('Give the new journey a name.')
  expect(await readSentCommands()).toEqual([])
})

test('what was filled in to stop a journey is there again after Escape, to close it, too, but never the typed name', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')
  await user.type(getDialogField('Note (optional)'), 'Prices of another country')
  await user.type(getDialogField('Type the name of the journey to confirm'), 'Welcome series')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(getDialogField('Reason')).toHaveDisplayValue('Wrong audience')
  expect(getDialogField('Note (optional)')).toHaveValue('Prices of another country')
  expect(getDialogField('Type the name of the journey to confirm')).toHaveValue('')
  await user.click(getDialogButton('Cancel'))
  await waitForDialogClosed()
  await chooseAction(user, 'Close to new entrances')
  expect(getDialogField('Note (optional)')).toHaveValue('Prices of another country')
})

test('a reason that only closing has is not kept for stopping', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Close to new entrances')
  await user.selectOptions(getDialogField('Reason (optional)'), 'Campaign over')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()

  await chooseAction(user, 'Stop')

  expect(getDialogField('Reason')).toHaveDisplayValue('Choose a reason')
})

test('a name typed for a duplicate is kept until it is used', async () => {
  const { user } = renderConsole(quietAddress)
  const reopen = async () => {
    await chooseAction(user, 'Duplicate')
    return getDialogField('Name of the new journey')
  }
  await user.type(await reopen(), ' of spring')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()

  expect(await reopen()).toHaveValue('Back in stock alert_copy of spring')
  await user.click(getDialogButton('Duplicate'))
  await waitForDialogClosed()

  expect(await reopen()).not.toHaveValue('Back in stock alert_copy of spring')
})

test('a note is discarded once it was sent, and is not there for another journey', async () => {
  const { user } = renderConsole('/?search=alert')
  const open = async (title: string) => {
    await user.click(await screen.findByRole('button', { name: `Close to new entrances, ${title}` }))
    await screen.findByRole('alertdialog')
    await waitForImpact()
  }
  await open('Back in stock alert v. 2')
  await user.type(getDialogField('Note (optional)'), 'Sold out')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()

  await open('Back in stock alert v. 2')
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()
  await user.click(screen.getByRole('button', { name: 'Stop, Back in stock alert v. 2' }))

  expect(await within(await screen.findByRole('alertdialog')).findByLabelText('Note (optional)')).toHaveValue('')
})

test('a note is not there for another user who signs in', async () => {
  const { user, refetch } = renderConsole(quietAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.type(getDialogField('Note (optional)'), 'Between us')
  await user.keyboard('{Escape}')
  await waitForDialogClosed()

  backend.signIn(otherMarketer)
  await refetch()
  await chooseAction(user, 'Stop')

  expect(getDialogField('Note (optional)')).toHaveValue('')
})

test('while the numbers are computed the confirming button says that it waits, and a press is answered and sends nothing', async () => {
  const { fault, release } = holdRequest()
  interceptRequests('GET', /\/impact$/, fault)
  const { user, announcements } = renderConsole(quietAddress)
  await chooseAction(user, 'Close to new entrances')
  const confirm = getDialogButton('Close to new entrances')
  const waiting = 'Its numbers are still being computed. Nothing was sent.'
  expect(confirm).toHaveAttribute('aria-disabled', 'true')
  expect(confirm).toHaveAttribute('aria-busy', 'true')
  expect(confirm).toHaveAccessibleDescription(/^\s*Its numbers are still being computed\. Nothing was sent\.$/)
  expect(within(getDialog()).getByText(waiting)).not.toBeVisible()

  await user.click(confirm)

  expect(within(getDialog()).getByText(waiting)).toBeVisible()
  await waitFor(() => expect(announcements).toEqual([waiting]))
  release()
  const arrived = 'The numbers are here. Confirm if it is still what you want.'
  expect(await within(getDialog()).findByText(arrived)).toBeVisible()
  await waitFor(() => expect(announcements).toEqual([waiting, arrived]))
  expect(confirm).not.toHaveAttribute('aria-disabled')
  expect(await readSentCommands()).toEqual([])
})

test('the waiting is not announced to a user who did not press', async () => {
  const { user, announcements } = renderConsole(quietAddress)
  await chooseAction(user, 'Close to new entrances')

  await waitForImpact()

  expect(within(getDialog()).queryByText(/^The numbers are here/)).toBeNull()
  expect(getDialogButton('Close to new entrances')).not.toHaveAccessibleDescription()
  expect(announcements).toEqual([])
})
