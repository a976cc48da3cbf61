import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import {
  backend,
  otherUser,
  countReads,
  interceptRequests,
  removeInterceptions,
  readSentCommands,
} from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  pressQuickAction,
  getDialogErrors,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, getShownNames, isStreaming, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const name = 'Back in stock alert'
const noon = 'Mar 11, 2026, 12:00 PM'
const close = 'Close to new entrances'

/** What the dialog says is in the way, with plain spaces. */
const readDialogErrors = () => getDialogErrors().map((sentence) => sentence?.replaceAll('\u202f', ' '))

/** Waits until the backend tells this console what happens: from then on nothing is asked for again and again. */
async function waitUntilConnected(): Promise<void> {
  runIdleCallbacks()
  await waitFor(() => expect(isStreaming()).toBe(true))
}

/** On the page of the journey, the dialog open and its numbers there. */
async function openDialog(action: string): Promise<UserEvent> {
  const { user } = renderConsole(`/journeys/${live}`)
  await chooseAction(user, action)
  await waitForImpact()
  await waitUntilConnected()
  return user
}

test('another user stops the journey while a note is being written: the dialog shows who, when and why at once, and keeps what was typed', async () => {
  const user = await openDialog(close)
  await user.type(getDialogField('Note (optional)'), 'The campaign is ov')

  await otherUser.sendCommand('stop', live, { body: { reason: 'complaint' } })
  await waitFor(() =>
    expect(readDialogErrors()).toEqual([
      'This is no longer possible. Nobody is inside any more.',
      `Bob Ng stopped it ${noon}. Reason: Customer complaint.`,
    ]),
  )
  await user.keyboard('er')

  expect(getDialogField('Note (optional)')).toHaveFocus()
  expect(getDialogField('Note (optional)')).toHaveValue('The campaign is over')
  expect(getDialogButton(close)).toHaveAttribute('aria-disabled', 'true')
})

test('the focus stays on the confirming button when another user is faster, and pressing it sends nothing', async () => {
  const user = await openDialog(close)
  getDialogButton(close).focus()

  await otherUser.sendCommand('close', live)
  await waitFor(() => expect(getDialogButton(close)).toHaveAttribute('aria-disabled', 'true'))
  await user.keyboard('{Enter} ')

  expect(getDialogButton(close)).toHaveFocus()
  expect(getDialogButton(close)).toHaveAccessibleDescription(/It is already closed\. *Bob Ng closed it/)
  expect(await readSentCommands()).toEqual([])
})

test('another user closes the journey while it is about to be stopped: words and numbers follow, and it can still be stopped', async () => {
  const user = await openDialog('Stop')
  await user.selectOptions(getDialogField('Reason'), 'Legal or consent')
  expect(within(getDialog()).getByRole('group', { name: /^Close to new entrances/ })).toBeVisible()
  const { revision } = await otherUser.getVersion(live)
  const readings = countReads(/\/impact$/)

  await otherUser.sendCommand('close', live, { body: { reason: 'campaignOver' } })
  await waitFor(() => expect(readDialogErrors()[0]).toBe(`Bob Ng closed it ${noon}. Reason: Campaign over.`))
  await waitForImpact()
  expect(within(getDialog()).queryByText(/If this is not an emergency/)).toBeNull()
  expect(within(getDialog()).queryByRole('group', { name: /^Close to new entrances/ })).toBeNull()
  // Of the revision before they may have been on their way.
  expect(readings()).toBeLessThanOrEqual(2)
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  expect(await readSentCommands()).toMatchObject([{ ifMatch: `"r${revision + 1}"`, body: { reason: 'legal' } }])
  expect((await otherUser.getHistory(live)).map(({ type }) => type).slice(0, 2)).toEqual(['stop', 'close'])
})

test('the way to close instead goes while it has the focus: Cancel gets it', async () => {
  await openDialog('Stop')
  getDialogButton('Close to new entrances instead').focus()

  await otherUser.sendCommand('close', live)

  await waitFor(() => expect(readDialogErrors()[0]).toMatch(/^Bob Ng closed it/))
  await waitFor(() => expect(getDialogButton('Cancel')).toHaveFocus())
})

test('another user stops the journey while the request to close it is on its way: the response says so, and nothing more is sent', async () => {
  const user = await openDialog(close)
  const request = holdRequest()
  interceptRequests('POST', /\/close$/, request.fault)
  await user.click(getDialogButton(close))

  await otherUser.sendCommand('stop', live)
  request.release()

  await waitFor(() => expect(readDialogErrors()[1]).toBe(`Bob Ng stopped it ${noon}. Reason: Legal or consent.`))
  await waitFor(() => expect(getDialogButton(close)).toHaveAttribute('aria-disabled', 'true'))
  expect(await readSentCommands()).toHaveLength(1)
  expect((await otherUser.getHistory(live)).filter(({ type }) => type === 'close')).toEqual([])
})

test('an action is possible again after another user has undone a change, and the dialog shows who changed the version last', async () => {
  const user = await openDialog(close)
  await otherUser.sendCommand('pause', live)
  await waitFor(() => expect(readDialogErrors()[1]).toBe(`Bob Ng paused it ${noon}.`))
  expect(getDialogButton(close)).toHaveAttribute('aria-disabled', 'true')

  await otherUser.sendCommand('resume', live)
  await waitFor(() => expect(readDialogErrors()[0]).toBe(`Bob Ng resumed it ${noon}.`))
  await waitFor(() => expect(getDialogButton(close)).not.toHaveAttribute('aria-disabled'))
  await user.click(getDialogButton(close))

  await waitForDialogClosed()
  expect(await otherUser.getVersion(live)).toMatchObject({ status: 'closed', ended: { actor: { name: 'Anna Müller' } } })
})

test('a row under the pointer stays where it is when another user stops its journey, and says so', async () => {
  const { user } = renderConsole('/?status=live')
  const row = await findRow(name)
  await waitUntilConnected()
  await user.hover(row)
  const before = getShownNames()

  await otherUser.sendCommand('stop', live)

  await waitFor(() => expect(row).toHaveTextContent('Stopped'))
  expect(getShownNames()).toEqual(before)
})

test('no row moves behind an open dialog, whichever journey another user ends', async () => {
  const { user } = renderConsole('/?status=live&sort=-updated')
  await findRow(name)
  await waitUntilConnected()
  await pressQuickAction(user, `Close to new entrances, ${name} v. 2`)
  const names = () => screen.getAllByRole('rowheader', { hidden: true }).map((cell) => cell.querySelector('a')?.textContent)
  const before = names()
  const reads = countReads(/\/api\/versions$/)

  await otherUser.sendCommand('stop', 'welcome-series-v2')
  await waitFor(() => expect(reads()).toBeGreaterThan(0))
  await waitFor(() => expect(screen.getByRole('row', { name: /^Welcome series/, hidden: true })).toHaveTextContent('Stopped'))

  expect(names()).toEqual(before)
  removeInterceptions()
  await backend.sendHeartbeat()
})
