import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { interceptRequests, otherUser, readSentCommands } from '#test/components/support/backend.ts'
import { failRequest, holdRequest } from '#test/support/transport-faults.ts'
import { chooseAction, getDialog, getDialogButton, getDialogField, waitForDialogClosed } from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const address = '/journeys/back-in-stock-alert-v2'
const copyNamePath = /^\/api\/versions\/[^/]+\/copy-name$/
const getNameField = () => getDialogField('Name of the new journey')
const duplicateAs = (name: string) => otherUser.sendCommand('duplicate', 'back-in-stock-alert-v2', { body: { name } })

test('the name that is proposed is new', async () => {
  await duplicateAs('Back in stock alert_copy')
  await duplicateAs('back in stock ALERT_copy_2')
  const { user } = renderConsole(address)

  await chooseAction(user, 'Duplicate')

  await waitFor(() => expect(getNameField()).toHaveValue('Back in stock alert_copy_3'))
  await user.click(getDialogButton('Duplicate'))
  await waitForDialogClosed()
  expect((await readSentCommands()).at(-1)).toMatchObject({ body: { name: 'Back in stock alert_copy_3' } })
})

test('the name that is proposed for a name of 200 characters fits', async () => {
  const { user } = renderConsole('/journeys/summer-clearance-v1')
  await chooseAction(user, 'Duplicate')

  await user.click(getDialogButton('Duplicate'))

  await waitForDialogClosed()
  expect(screen.getByRole('region', { name: 'Notices' })).toHaveTextContent(/without out_copy v\. 1 was created as a draft\./)
})

test('a proposed name is replaced when another user takes it, a typed name is not', async () => {
  const { user } = renderConsole(address)
  await chooseAction(user, 'Duplicate')
  await waitFor(() => expect(getNameField()).toHaveValue('Back in stock alert_copy'))

  await duplicateAs('Back in stock alert_copy')
  runPolls()
  await waitFor(() => expect(getNameField()).toHaveValue('Back in stock alert_copy_2'))
  await user.type(getNameField(), '2')
  await duplicateAs('Back in stock alert_copy_2')
  runPolls()

  expect(getNameField()).toHaveValue('Back in stock alert_copy_22')
})

test('while a name is typed it is said that a journey has it already, however it is spelled; it may be used, and then it is said again', async () => {
  const { user, announcements } = renderConsole(address)
  await chooseAction(user, 'Duplicate')

  await user.clear(getNameField())
  await user.type(getNameField(), 'WELCOME séries')
  const sentence = 'A journey called “Welcome series” exists already.'
  await waitFor(() => expect(getDialog()).toHaveTextContent(sentence))
  expect(within(getDialog()).getByText('Welcome series')).toHaveAttribute('translate', 'no')
  expect(getNameField()).toBeValid()
  await user.type(getNameField(), ' 2')
  await waitFor(() => expect(getDialog()).not.toHaveTextContent(sentence))
  await user.type(getNameField(), '{Backspace}{Backspace}')
  await user.click(getDialogButton('Duplicate'))
  await waitForDialogClosed()

  const notice = screen.getByRole('region', { name: 'Notices' })
  await waitFor(() => expect(notice).toHaveTextContent(sentence))
  await waitFor(() => expect(announcements.join(' ')).toContain(sentence))
})

test('when two users duplicate at the same time, the dialog of the second says that the name exists', async () => {
  const { user } = renderConsole(address)
  await chooseAction(user, 'Duplicate')
  await waitFor(() => expect(getNameField()).toHaveValue('Back in stock alert_copy'))
  const { fault, release } = holdRequest()
  interceptRequests('POST', /\/duplicate$/, fault)

  await user.click(getDialogButton('Duplicate'))
  await duplicateAs('Back in stock alert_copy')
  release()
  await waitForDialogClosed()

  const notice = screen.getByRole('region', { name: 'Notices' })
  await waitFor(() => expect(notice).toHaveTextContent('A journey called “Back in stock alert_copy” exists already.'))
})

test('without an answer about names a duplicate can still be made', async () => {
  interceptRequests('GET', copyNamePath, failRequest)
  const { user } = renderConsole(address)
  await chooseAction(user, 'Duplicate')
  expect(getNameField()).toHaveValue('Back in stock alert_copy')

  await user.click(getDialogButton('Duplicate'))

  await waitForDialogClosed()
  expect(await readSentCommands()).toMatchObject([{ body: { name: 'Back in stock alert_copy' } }])
})
