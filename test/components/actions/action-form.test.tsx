import { within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { readSentCommands } from '#test/components/support/backend.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const quietAddress = '/journeys/back-in-stock-alert-v2'
const busyAddress = '/journeys/welcome-series-v2'

const readOptions = (label: string) =>
  within(getDialogField(label))
    .getAllByRole('option')
    .map((option) => option.textContent)

test('stopping without a reason is not sent: the reason says so and has the focus', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()

  await user.click(getDialogButton('Stop'))

  expect(getDialogField('Reason')).toBeInvalid()
  expect(getDialogField('Reason')).toHaveAccessibleDescription('A reason is needed to stop a journey.')
  await expect.poll(() => document.activeElement).toBe(getDialogField('Reason'))
  expect(await readSentCommands()).toEqual([])
})

test('a name that was not typed is said to be missing, not to differ', async () => {
  const { user } = renderConsole(busyAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')

  await user.click(getDialogButton('Stop'))

  const typed = getDialogField('Type the name of the journey to confirm')
  expect(typed).toBeInvalid()
  expect(typed).toHaveAccessibleDescription('Welcome series Type the name to confirm.')
  await expect.poll(() => document.activeElement).toBe(typed)
})

test('“Other” asks for a note', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()

  await user.selectOptions(getDialogField('Reason'), 'Other')
  await user.click(getDialogButton('Stop'))

  expect(getDialogField('Note')).toHaveAccessibleDescription('Say more in a note: “Other” does not explain itself.')
  await expect.poll(() => document.activeElement).toBe(getDialogField('Note'))
  expect(await readSentCommands()).toEqual([])
})

test('from a thousand people inside the name of the journey has to be typed, exactly', async () => {
  const { user } = renderConsole(busyAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  const typed = getDialogField('Type the name of the journey to confirm')
  expect(typed).toHaveAccessibleDescription('Welcome series')
  await user.selectOptions(getDialogField('Reason'), 'Wrong audience')

  await user.type(typed, 'welcome series')
  await user.click(getDialogButton('Stop'))
  expect(typed).toHaveAccessibleDescription('Welcome series The name does not match.')
  expect(await readSentCommands()).toEqual([])

  await user.clear(typed)
  await user.type(typed, 'Welcome series')
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  expect(await readSentCommands()).toHaveLength(1)
})

test('what is wrong in several fields is said in each, and the first of them has the focus', async () => {
  const { user } = renderConsole(busyAddress)
  await chooseAction(user, 'Stop')
  await waitForImpact()

  await user.click(getDialogButton('Stop'))

  expect(getDialogField('Reason')).toBeInvalid()
  expect(getDialogField('Type the name of the journey to confirm')).toBeInvalid()
  await expect.poll(() => document.activeElement).toBe(getDialogField('Reason'))
})

test('with fewer people inside no name has to be typed', async () => {
  const { user } = renderConsole(quietAddress)

  await chooseAction(user, 'Stop')
  await waitForImpact()

  expect(within(getDialog()).queryByLabelText(/Type the name/)).toBeNull()
})

test('stopping offers its reasons and requires one; closing offers one more and requires none', async () => {
  const reasons = ['Wrong audience', 'Faulty content or action', 'Legal or consent', 'Offer no longer valid', 'Customer complaint', 'Other']
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Stop')
  expect(readOptions('Reason')).toEqual(['Choose a reason', ...reasons])
  expect(getDialogField('Reason')).toBeRequired()

  await user.click(getDialogButton('Close to new entrances instead'))

  expect(readOptions('Reason (optional)')).toEqual(['No reason', 'Campaign over', ...reasons])
  expect(getDialogField('Reason (optional)')).not.toBeRequired()
})

test('a note has 2,000 characters at most, an emoji being one', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  await user.click(getDialogField('Note (optional)'))
  await user.paste('👟'.repeat(2001))
  await user.click(getDialogButton('Close to new entrances'))
  expect(getDialogField('Note (optional)')).toHaveAccessibleDescription('A note has 2,000 characters at most.')
  expect(await readSentCommands()).toEqual([])

  await user.clear(getDialogField('Note (optional)'))
  await user.paste('👟'.repeat(2000))
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()
  expect(await readSentCommands()).toMatchObject([{ body: { note: '👟'.repeat(2000) } }])
})

test('a duplicate needs a name, which is proposed', async () => {
  const { user } = renderConsole(quietAddress)
  await chooseAction(user, 'Duplicate')
  expect(getDialogField('Name of the new journey')).toHaveValue('Back in stock alert_copy')

  await user.clear(getDialogField('Name of the new journey'))
  await user.click(getDialogButton('Duplicate'))

  expect(getDialogField('Name of the new journey')).toHaveAccessibleDescription('Give the new journey a name.')
  expect(await readSentCommands()).toEqual([])
})

test('a name has 200 characters at most', async () => {
  const { user } = renderConsole('/journeys/summer-clearance-v1')
  await chooseAction(user, 'Duplicate')

  await user.type(getDialogField('Name of the new journey'), 'x')
  await user.click(getDialogButton('Duplicate'))

  expect(getDialogField('Name of the new journey')).toHaveAccessibleDescription('A name has 200 characters at most.')
  expect(await readSentCommands()).toEqual([])
})

test('a pause takes one to fourteen days', async () => {
  const { user } = renderConsole(quietAddress)

  await chooseAction(user, 'Pause')

  expect(readOptions('Pause for')).toEqual(['1 day', ...Array.from({ length: 13 }, (_, index) => `${index + 2} days`)])
  expect(getDialogField('Pause for')).toHaveDisplayValue('3 days')
})
