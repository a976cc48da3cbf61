import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { otherUser, interceptRequests, readSentCommands } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'

interface SubmitCase {
  readonly action: string
  readonly id: string
  readonly segment: string
  readonly fill?: (user: UserEvent) => Promise<void>
  readonly body: object
  readonly badge: string
}

const submitCases: readonly SubmitCase[] = [
  { action: 'Publish', id: 'refer-a-friend-v1', segment: 'publish', body: {}, badge: 'Live' },
  {
    action: 'Pause',
    id: live,
    segment: 'pause',
    fill: (user) => user.selectOptions(getDialogField('Pause for'), '7 days'),
    body: { days: 7 },
    badge: 'Paused',
  },
  { action: 'Resume', id: 'miles-about-to-expire-v1', segment: 'resume', body: {}, badge: 'Live' },
  {
    action: 'Close to new entrances',
    id: live,
    segment: 'close',
    body: { reason: null, note: '' },
    badge: 'Closed (no entrance) · 87 left',
  },
  {
    action: 'Stop',
    id: live,
    segment: 'stop',
    fill: async (user) => {
      await user.selectOptions(getDialogField('Reason'), 'Other')
      await user.type(getDialogField('Note'), 'Prices of another country')
    },
    body: { reason: 'other', note: 'Prices of another country' },
    badge: 'Stopped',
  },
]

test.each(submitCases)('$action is sent once confirmed, and the badge is true before the dialog goes', async (story) => {
  const { revision } = await otherUser.getVersion(story.id)
  const { user } = renderConsole(`/journeys/${story.id}`)
  await chooseAction(user, story.action)
  await waitForImpact()

  await story.fill?.(user)
  await user.click(getDialogButton(story.action))
  await waitForDialogClosed()

  expect(getPageHeader()?.slice(-story.badge.length)).toBe(story.badge)
  const [post, ...others] = await readSentCommands()
  expect(others).toEqual([])
  expect(post).toEqual({
    path: `/api/versions/${story.id}/${story.segment}`,
    ifMatch: `"r${revision}"`,
    key: expect.stringMatching(/^[\da-f]{32}$/),
    type: 'application/json',
    body: story.body,
  })
})

test.each([
  ['Create a new version', 'create-version', {}, 'Back in stock alert v. 3'],
  ['Duplicate', 'duplicate', { name: 'Back in stock alert_copy' }, 'Back in stock alert_copy v. 1'],
])('%s makes a draft beside the journey', async (action, segment, body, draft) => {
  const { user, announcements } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, action)

  await user.click(getDialogButton(action))
  await waitForDialogClosed()

  expect(await readSentCommands()).toMatchObject([{ path: `/api/versions/${live}/${segment}`, body }])
  await waitFor(() => expect(announcements).toEqual([`${draft} was created as a draft.`]))
  expect((await otherUser.getVersion(live)).status).toBe('live')
})

test('while an action is under way neither Cancel nor Escape nor pressing again does anything, and it is sent once', async () => {
  const { fault, release } = holdRequest()
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  interceptRequests('POST', /\/stop$/, fault)

  await user.dblClick(getDialogButton('Stop'))
  const busy = getDialogButton('Stopping…')
  expect(busy).toHaveAttribute('aria-busy', 'true')
  expect(busy).not.toBeDisabled()
  expect(getDialogButton('Cancel')).toHaveAttribute('aria-disabled', 'true')
  busy.focus()
  await user.keyboard('{Enter>10/}')
  await user.keyboard(' {Enter}')
  await user.click(getDialogButton('Cancel'))
  await user.keyboard('{Escape}')
  expect(getDialog()).toBeVisible()
  release()
  await waitForDialogClosed()

  expect(await readSentCommands()).toHaveLength(1)
  expect((await otherUser.getHistory(live)).filter(({ type }) => type === 'stop')).toHaveLength(1)
})

test('holding Enter down on the confirming button confirms once', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()
  getDialogButton('Close to new entrances').focus()

  await user.keyboard('{Enter>20/}')
  await waitForDialogClosed()

  expect(await readSentCommands()).toHaveLength(1)
})

test('a key that is still held down from opening the dialog does not answer it', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')

  const taken = ['Enter', ' '].map((key) => !fireEvent.keyDown(getDialogButton('Cancel'), { key, repeat: true }))

  expect(taken).toEqual([true, true])
})

test('nothing is claimed before the backend has confirmed it', async () => {
  const { fault, release } = holdRequest()
  const { user, announcements } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()
  interceptRequests('POST', /\/close$/, fault)

  await user.click(getDialogButton('Close to new entrances'))
  expect(getDialogButton('Closing…')).toBeVisible()
  expect(getPageHeader(true)).toMatch(/Live$/)
  expect(announcements).toEqual([])
  release()

  await waitForDialogClosed()
  expect(getPageHeader()).toMatch(/Closed \(no entrance\) · 87 left$/)
})

test('deleting leaves the page of what is no longer there, and keeps its history', async () => {
  const { user, getAddress, announcements } = renderConsole('/journeys/spring-offer-v1')
  await chooseAction(user, 'Delete')

  await user.click(getDialogButton('Delete'))

  await screen.findByRole('heading', { name: 'Journeys' })
  expect(getAddress()).toBe('/')
  await waitFor(() => expect(announcements).toEqual(['Spring offer v. 1 was deleted.']))
  expect((await otherUser.getHistory('spring-offer-v1'))[0]).toMatchObject({ type: 'delete', actor: { name: 'Anna Müller' } })
})
