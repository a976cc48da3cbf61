import { within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { sent } from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, weighed } from '#test/components/support/dialog.ts'
import { visit } from '#test/components/support/render-console.tsx'

const quiet = '/journeys/back-in-stock-alert-v2'
const busy = '/journeys/welcome-series-v2'

const optionsOf = (label: string) =>
  within(field(label))
    .getAllByRole('option')
    .map((option) => option.textContent)

test('stopping without a reason is not sent: the reason says so and has the focus', async () => {
  const { user } = visit(quiet)
  await choose(user, 'Stop')
  await weighed()

  await user.click(button('Stop'))

  expect(field('Reason')).toBeInvalid()
  expect(field('Reason')).toHaveAccessibleDescription('Choose a reason.')
  await expect.poll(() => document.activeElement).toBe(field('Reason'))
  expect(await sent()).toEqual([])
})

test('“Other” asks for a note', async () => {
  const { user } = visit(quiet)
  await choose(user, 'Stop')
  await weighed()

  await user.selectOptions(field('Reason'), 'Other')
  await user.click(button('Stop'))

  expect(field('Note')).toHaveAccessibleDescription('Say more in a note: “Other” does not explain itself.')
  await expect.poll(() => document.activeElement).toBe(field('Note'))
  expect(await sent()).toEqual([])
})

test('from a thousand people inside the name of the journey has to be typed, exactly', async () => {
  const { user } = visit(busy)
  await choose(user, 'Stop')
  await weighed()
  const typed = field('Type the name of the journey to confirm')
  expect(typed).toHaveAccessibleDescription('Welcome series')
  await user.selectOptions(field('Reason'), 'Wrong audience')

  await user.type(typed, 'welcome series')
  await user.click(button('Stop'))
  expect(typed).toHaveAccessibleDescription('Welcome series The name does not match.')
  expect(await sent()).toEqual([])

  await user.clear(typed)
  await user.type(typed, 'Welcome series')
  await user.click(button('Stop'))
  await gone()
  expect(await sent()).toHaveLength(1)
})

test('what is wrong in several fields is said in each, and the first of them has the focus', async () => {
  const { user } = visit(busy)
  await choose(user, 'Stop')
  await weighed()

  await user.click(button('Stop'))

  expect(field('Reason')).toBeInvalid()
  expect(field('Type the name of the journey to confirm')).toBeInvalid()
  await expect.poll(() => document.activeElement).toBe(field('Reason'))
})

test('with fewer people inside no name has to be typed', async () => {
  const { user } = visit(quiet)

  await choose(user, 'Stop')
  await weighed()

  expect(within(dialog()).queryByLabelText(/Type the name/)).toBeNull()
})

test('stopping offers its reasons and requires one; closing offers one more and requires none', async () => {
  const reasons = ['Wrong audience', 'Faulty content or action', 'Legal or consent', 'Offer no longer valid', 'Customer complaint', 'Other']
  const { user } = visit(quiet)
  await choose(user, 'Stop')
  expect(optionsOf('Reason')).toEqual(['Choose a reason', ...reasons])
  expect(field('Reason')).toBeRequired()

  await user.click(button('Close to new entrances instead'))

  expect(optionsOf('Reason (optional)')).toEqual(['No reason', 'Campaign over', ...reasons])
  expect(field('Reason (optional)')).not.toBeRequired()
})

test('a note has 2,000 characters at most, an emoji being one', async () => {
  const { user } = visit(quiet)
  await choose(user, 'Close to new entrances')
  await weighed()

  await user.click(field('Note (optional)'))
  await user.paste('👟'.repeat(2001))
  await user.click(button('Close to new entrances'))
  expect(field('Note (optional)')).toHaveAccessibleDescription('A note has 2,000 characters at most.')
  expect(await sent()).toEqual([])

  await user.clear(field('Note (optional)'))
  await user.paste('👟'.repeat(2000))
  await user.click(button('Close to new entrances'))
  await gone()
  expect(await sent()).toMatchObject([{ body: { note: '👟'.repeat(2000) } }])
})

test('a duplicate needs a name, which is proposed', async () => {
  const { user } = visit(quiet)
  await choose(user, 'Duplicate')
  expect(field('Name of the new journey')).toHaveValue('Back in stock alert_copy')

  await user.clear(field('Name of the new journey'))
  await user.click(button('Duplicate'))

  expect(field('Name of the new journey')).toHaveAccessibleDescription('Give the new journey a name.')
  expect(await sent()).toEqual([])
})

test('a name has 200 characters at most', async () => {
  const { user } = visit('/journeys/summer-clearance-v1')
  await choose(user, 'Duplicate')

  await user.click(button('Duplicate'))

  expect(field('Name of the new journey')).toHaveAccessibleDescription('A name has 200 characters at most.')
  expect(await sent()).toEqual([])
})

test('a pause takes one to fourteen days', async () => {
  const { user } = visit(quiet)

  await choose(user, 'Pause')

  expect(optionsOf('Pause for')).toEqual(['1 day', ...Array.from({ length: 13 }, (_, index) => `${index + 2} days`)])
  expect(field('Pause for')).toHaveDisplayValue('3 days')
})
