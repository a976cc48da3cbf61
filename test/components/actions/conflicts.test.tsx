import { waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createSessionWith } from '#test/contract/support/sessions.ts'
import { backend, otherUser, now, interceptRequests, readSentCommands } from '#test/components/support/backend.ts'
import { changeResponse } from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialogField,
  waitForDialogClosed,
  getDialogErrors,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const changedMessage = 'Somebody changed this journey while you were deciding. Nothing was done.'
const confirmAgain = 'Confirm again if it is still what you want.'
const noon = 'Mar 11, 2026, 12:00 PM'

/** What the dialog says is in the way, with plain spaces. */
const readDialogErrors = () => getDialogErrors().map((sentence) => sentence?.replaceAll('\u202f', ' '))

test('another user closes the journey while it is about to be stopped: the dialog shows who, when and why, and it can still be stopped', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  const { revision } = await otherUser.getVersion(live)
  await otherUser.sendCommand('close', live, { body: { reason: 'campaignOver' } })

  await user.click(getDialogButton('Stop'))
  await waitFor(() =>
    expect(readDialogErrors()).toEqual([changedMessage, `Bob Ng closed it ${noon}. Reason: Campaign over.`, confirmAgain]),
  )
  expect(getPageHeader(true)).toMatch(/Closed \(no entrance\) · 87 left$/)
  await waitFor(() => expect(getDialogButton('Stop')).not.toHaveAttribute('aria-disabled'))
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  const posts = await readSentCommands()
  expect(posts.map(({ ifMatch }) => ifMatch)).toEqual([`"r${revision}"`, `"r${revision + 1}"`])
  expect(new Set(posts.map(({ key }) => key)).size).toBe(2)
  expect((await otherUser.getVersion(live)).status).toBe('stopped')
})

test('another user stops the journey while it is about to be closed: the dialog says so, and can no longer close it', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()
  await otherUser.sendCommand('stop', live, { body: { reason: 'complaint' } })

  await user.click(getDialogButton('Close to new entrances'))
  await waitFor(() =>
    expect(readDialogErrors()).toEqual([
      changedMessage,
      `Bob Ng stopped it ${noon}. Reason: Customer complaint.`,
      'This is no longer possible. Nobody is inside any more.',
    ]),
  )
  expect(getDialogButton('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
  await user.click(getDialogButton('Close to new entrances'))

  expect(await readSentCommands()).toHaveLength(1)
  expect((await otherUser.getHistory(live)).map(({ type }) => type)).toEqual(['stop', 'publish', 'create'])
})

test('a change by another user is shown before anything is sent, and the numbers are computed anew', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')

  const { body } = await otherUser.sendCommand('close', live)
  runPolls()
  await waitFor(() => expect(readDialogErrors()).toEqual([`Bob Ng closed it ${noon}.`, confirmAgain]))
  await waitForImpact()
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  expect(await readSentCommands()).toMatchObject([{ ifMatch: `"r${body.revision}"`, body: { reason: 'legal' } }])
})

test('a change by another user that leaves nothing to confirm is shown before anything is sent', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  await otherUser.sendCommand('close', live)
  runPolls()

  await waitFor(() =>
    expect(readDialogErrors()).toEqual(['This is no longer possible. It is already closed.', `Bob Ng closed it ${noon}.`]),
  )
  expect(getDialogButton('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
})

test('the last person leaves while the journey is about to be stopped: no people are left to stop', async () => {
  const { user } = renderConsole('/journeys/cart-reminder-v5')
  await chooseAction(user, 'Stop')
  await waitForImpact()

  backend.setTime(now + 3 * 86_400_000)
  runPolls()

  await waitFor(() => expect(readDialogErrors()[0]).toBe('This is no longer possible. Everyone has already left.'))
  expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('a stale response hides that the journey is closed: the backend refuses, and the dialog shows its reason', async () => {
  await otherUser.sendCommand('close', live, { body: { reason: 'campaignOver' } })
  interceptRequests('GET', /\/back-in-stock-alert-v2$/, changeResponse({ status: 'live' }))
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Close to new entrances')
  await waitForImpact()

  await user.click(getDialogButton('Close to new entrances'))

  await waitFor(() =>
    expect(readDialogErrors()).toEqual([
      'This is no longer possible. It is already closed.',
      `Bob Ng closed it ${noon}. Reason: Campaign over.`,
    ]),
  )
  expect((await otherUser.getHistory(live)).filter(({ type }) => type === 'close')).toHaveLength(1)
})

test('a revoked permission is noticed when the action is confirmed, and nothing more can be sent', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  backend.signIn(createSessionWith('view', 'edit', 'publish'))

  await user.click(getDialogButton('Stop'))

  await waitFor(() => expect(readDialogErrors()).toEqual(['This is no longer possible. You do not have permission to stop journeys.']))
  await waitFor(() => expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true'))
  expect((await otherUser.getVersion(live)).status).toBe('live')
})

test('a revoked permission is noticed while the dialog is open', async () => {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, 'Stop')
  await waitForImpact()

  backend.signIn(createSessionWith('view', 'edit', 'publish'))
  runPolls()

  await waitFor(() => expect(readDialogErrors()[0]).toBe('This is no longer possible. You do not have permission to stop journeys.'))
  expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('a draft that another user deletes while it is about to be published can no longer be published', async () => {
  const { user } = renderConsole('/journeys/refer-a-friend-v1')
  await chooseAction(user, 'Publish')
  await waitForImpact()
  await otherUser.sendCommand('delete', 'refer-a-friend-v1')

  await user.click(getDialogButton('Publish'))

  await waitFor(() => expect(readDialogErrors()).toEqual(['This journey was deleted.', `Bob Ng deleted it ${noon}.`]))
  expect(getDialogButton('Publish')).toHaveAttribute('aria-disabled', 'true')
  expect(await readSentCommands()).toHaveLength(1)
})

test('a deletion is noticed while the dialog is open', async () => {
  const { user } = renderConsole('/journeys/refer-a-friend-v1')
  await chooseAction(user, 'Publish')
  await waitForImpact()

  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  runPolls()

  await waitFor(() => expect(readDialogErrors()).toEqual(['This journey was deleted.', `Bob Ng deleted it ${noon}.`]))
  expect(getDialogButton('Publish')).toHaveAttribute('aria-disabled', 'true')
})
