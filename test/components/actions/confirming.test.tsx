import { fireEvent, screen, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { otherUser, readSentCommands } from '#test/components/support/backend.ts'
import {
  getDialogButton,
  readDescription,
  chooseAction,
  getDialog,
  waitForDialogClosed,
  pressQuickAction,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

interface ConfirmationCase {
  readonly action: string
  readonly id: string
  readonly title: string
  readonly question: string
  readonly consequence: string
}

const confirmationCases: readonly ConfirmationCase[] = [
  {
    action: 'Publish',
    id: 'refer-a-friend-v1',
    title: 'Publish a journey',
    question: 'Are you sure you want to publish “Refer a friend v. 1 (Latest)”?',
    consequence: 'Customers can enter from now on.',
  },
  {
    action: 'Pause',
    id: 'back-in-stock-alert-v2',
    title: 'Pause a journey',
    question: 'Are you sure you want to pause “Back in stock alert v. 2 (Latest)”?',
    consequence: 'Nobody enters, and people inside are held before their next action. After the pause it resumes by itself.',
  },
  {
    action: 'Resume',
    id: 'miles-about-to-expire-v1',
    title: 'Resume a journey',
    question: 'Are you sure you want to resume “Miles about to expire v. 1 (Latest)”?',
    consequence: 'Customers can enter again, and people held inside walk on.',
  },
  {
    action: 'Close to new entrances',
    id: 'back-in-stock-alert-v2',
    title: 'Close a journey to new entrances',
    question: 'Are you sure you want to close “Back in stock alert v. 2 (Latest)”?',
    consequence:
      'People currently in the journey will continue their path, and nobody else can enter. A closed journey cannot be restarted. You can create a new version from it or duplicate it.',
  },
  {
    action: 'Stop',
    id: 'back-in-stock-alert-v2',
    title: 'Stop a journey',
    question: 'Are you sure you want to stop “Back in stock alert v. 2 (Latest)”?',
    consequence:
      'Everyone in the journey is stopped where they are, immediately, and nobody else can enter. Messages already handed over for sending cannot be recalled. A stopped journey cannot be restarted.',
  },
  {
    action: 'Create a new version',
    id: 'back-in-stock-alert-v2',
    title: 'Create a new version',
    question: 'Create a new version of “Back in stock alert v. 2 (Latest)”?',
    consequence: 'A draft is created from this version. This version stays as it is until the new one is published.',
  },
  {
    action: 'Duplicate',
    id: 'back-in-stock-alert-v2',
    title: 'Duplicate a journey',
    question: 'Duplicate “Back in stock alert v. 2 (Latest)”?',
    consequence: 'A new journey is created as a draft, with the same path. This one stays as it is.',
  },
  {
    action: 'Delete',
    id: 'spring-offer-v1',
    title: 'Delete a journey',
    question: 'Are you sure you want to delete “Spring offer v. 1 (Latest)”?',
    consequence: 'It disappears from the list and cannot be brought back. Its history is kept.',
  },
]

test.each(confirmationCases)('$action asks before anything happens, says what it will do, and can be left with Escape', async (story) => {
  const { user } = renderConsole(`/journeys/${story.id}`)

  await chooseAction(user, story.action)

  expect(getDialog()).toHaveAccessibleName(story.title)
  expect(readDescription(getDialog())).toBe(`${story.question} ${story.consequence}`)
  expect(within(getDialog()).getByRole('button', { name: 'Cancel' })).toHaveFocus()
  expect(within(getDialog()).getAllByRole('button').at(-1)).toHaveAccessibleName(story.action)
  await user.keyboard('{Escape}')
  await waitForDialogClosed()
  expect(screen.getByRole('button', { name: 'More actions' })).toHaveFocus()
  expect(await readSentCommands()).toEqual([])
})

test('a dialog opened from the list gives the focus back to the quick action it came from', async () => {
  const { user } = renderConsole('/?search=back+in+stock')
  const opener = await pressQuickAction(user, 'Stop, Back in stock alert v. 2')
  expect(getDialogButton('Cancel')).toHaveFocus()

  await user.keyboard('{Enter}')

  await waitForDialogClosed()
  expect(opener).toHaveFocus()
  expect(await readSentCommands()).toEqual([])
})

test('a click outside of the dialog does nothing', async () => {
  const { user } = renderConsole('/journeys/back-in-stock-alert-v2')
  await chooseAction(user, 'Stop')

  fireEvent.pointerDown(document.body)
  fireEvent.click(document.body)

  expect(getDialog()).toBeVisible()
  expect(await readSentCommands()).toEqual([])
})

test('publishing says which version closes, and how many people finish it', async () => {
  const { peopleInside } = await otherUser.getVersion('birthday-voucher-v2')
  const { user } = renderConsole('/journeys/birthday-voucher-v3')

  await chooseAction(user, 'Publish')
  await waitForImpact()

  expect(within(getDialog()).getByRole('listitem')).toHaveTextContent(
    `Birthday voucher v. 2 closes to new entrances. ${peopleInside.toLocaleString('en')} people inside will finish it.`,
  )
})

test('stopping advises closing, and one press replaces the dialog by that of closing, without the destructive button', async () => {
  const { user } = renderConsole('/journeys/back-in-stock-alert-v2')
  await chooseAction(user, 'Stop')
  expect(within(getDialog()).getByText('If this is not an emergency, close it to new entrances instead.')).toBeVisible()

  await user.click(getDialogButton('Close to new entrances instead'))

  expect(getDialog()).toHaveAccessibleName('Close a journey to new entrances')
  expect(getDialogButton('Cancel')).toHaveFocus()
  expect(
    within(getDialog())
      .getAllByRole('button')
      .map((each) => each.textContent),
  ).toEqual(['Cancel', 'Close to new entrances'])
  await user.keyboard('{Escape}')
  await waitForDialogClosed()
  expect(await readSentCommands()).toEqual([])
})

test('where closing is not possible, stopping does not advise it and says why', async () => {
  const { user } = renderConsole('/journeys/miles-about-to-expire-v1')
  await chooseAction(user, 'Stop')

  await user.click(getDialogButton('Close to new entrances instead'))

  expect(getDialog()).toHaveAccessibleName('Stop a journey')
  expect(getDialogButton('Close to new entrances instead')).toHaveAttribute('aria-disabled', 'true')
  expect(getDialogButton('Close to new entrances instead')).toHaveAccessibleDescription(
    'Resume it first: people held inside could not walk to the end.',
  )
  expect(within(getDialog()).queryByText(/If this is not an emergency/)).toBeNull()
})
