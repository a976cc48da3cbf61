import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { pollWhenDisconnected } from '#api/queries/polling.ts'
import { backend, bob, counted, held, onTheWay, restored, sent } from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, press, trouble, weighed } from '#test/components/support/dialog.ts'
import { becomeIdle } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, namesShown, visit } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const name = 'Back in stock alert'
const noon = 'Mar 11, 2026, 12:00 PM'
const close = 'Close to new entrances'

/** What the dialog says is in the way, with plain spaces. */
const said = () => trouble().map((sentence) => sentence?.replaceAll('\u202f', ' '))

/** Waits until the backend tells this console what happens: from then on nothing is asked for again and again. */
async function told(): Promise<void> {
  becomeIdle()
  await waitFor(() => expect(pollWhenDisconnected(1)()).toBe(false))
}

/** On the page of the journey, the dialog open and its numbers there. */
async function deciding(action: string): Promise<UserEvent> {
  const { user } = visit(`/journeys/${live}`)
  await choose(user, action)
  await weighed()
  await told()
  return user
}

test('somebody stops the journey while a note is being written: the dialog says who, when and why at once, and takes nothing away', async () => {
  const user = await deciding(close)
  await user.type(field('Note (optional)'), 'The campaign is ov')

  await bob.order('stop', live, { body: { reason: 'complaint' } })
  await waitFor(() =>
    expect(said()).toEqual([
      'This is no longer possible. Nobody is inside any more.',
      `Bob Ng stopped it ${noon}. Reason: Customer complaint.`,
    ]),
  )
  await user.keyboard('er')

  expect(field('Note (optional)')).toHaveFocus()
  expect(field('Note (optional)')).toHaveValue('The campaign is over')
  expect(button(close)).toHaveAttribute('aria-disabled', 'true')
})

test('the focus stays on the confirming button when somebody else is faster, and pressing it sends nothing', async () => {
  const user = await deciding(close)
  button(close).focus()

  await bob.order('close', live)
  await waitFor(() => expect(button(close)).toHaveAttribute('aria-disabled', 'true'))
  await user.keyboard('{Enter} ')

  expect(button(close)).toHaveFocus()
  expect(button(close)).toHaveAccessibleDescription(/It is already closed\. *Bob Ng closed it/)
  expect(await sent()).toEqual([])
})

test('somebody closes the journey while it is about to be stopped: words and numbers follow, and it can still be stopped', async () => {
  const user = await deciding('Stop')
  await user.selectOptions(field('Reason'), 'Legal or consent')
  expect(within(dialog()).getByRole('group', { name: /^Close to new entrances/ })).toBeVisible()
  const { revision } = await bob.version(live)
  const readings = counted(/\/impact$/)

  await bob.order('close', live, { body: { reason: 'campaignOver' } })
  await waitFor(() => expect(said()[0]).toBe(`Bob Ng closed it ${noon}. Reason: Campaign over.`))
  await weighed()
  expect(within(dialog()).queryByText(/If this is not an emergency/)).toBeNull()
  expect(within(dialog()).queryByRole('group', { name: /^Close to new entrances/ })).toBeNull()
  // Of the revision before they may have been on their way.
  expect(readings()).toBeLessThanOrEqual(2)
  await user.click(button('Stop'))

  await gone()
  expect(await sent()).toMatchObject([{ ifMatch: `"r${revision + 1}"`, body: { reason: 'legal' } }])
  expect((await bob.history(live)).map(({ type }) => type).slice(0, 2)).toEqual(['stop', 'close'])
})

test('the way to close instead goes while it has the focus: Cancel gets it', async () => {
  await deciding('Stop')
  button('Close to new entrances instead').focus()

  await bob.order('close', live)

  await waitFor(() => expect(said()[0]).toMatch(/^Bob Ng closed it/))
  await waitFor(() => expect(button('Cancel')).toHaveFocus())
})

test('somebody stops the journey while the request to close it is on its way: its answer says so, and nothing more is sent', async () => {
  const user = await deciding(close)
  const request = held()
  onTheWay('POST', /\/close$/, request.happens)
  await user.click(button(close))

  await bob.order('stop', live)
  request.go()

  await waitFor(() => expect(said()[1]).toBe(`Bob Ng stopped it ${noon}. Reason: Legal or consent.`))
  await waitFor(() => expect(button(close)).toHaveAttribute('aria-disabled', 'true'))
  expect(await sent()).toHaveLength(1)
  expect((await bob.history(live)).filter(({ type }) => type === 'close')).toEqual([])
})

test('what somebody took back is possible again, and the dialog says who did the last thing', async () => {
  const user = await deciding(close)
  await bob.order('pause', live)
  await waitFor(() => expect(said()[1]).toBe(`Bob Ng paused it ${noon}.`))
  expect(button(close)).toHaveAttribute('aria-disabled', 'true')

  await bob.order('resume', live)
  await waitFor(() => expect(said()[0]).toBe(`Bob Ng resumed it ${noon}.`))
  await waitFor(() => expect(button(close)).not.toHaveAttribute('aria-disabled'))
  await user.click(button(close))

  await gone()
  expect(await bob.version(live)).toMatchObject({ status: 'closed', ended: { actor: { name: 'Anna Müller' } } })
})

test('a row under the pointer stays where it is when somebody stops its journey, and says so', async () => {
  const { user } = visit('/?status=live')
  const row = await findRow(name)
  await told()
  await user.hover(row)
  const before = namesShown()

  await bob.order('stop', live)

  await waitFor(() => expect(row).toHaveTextContent('Stopped'))
  expect(namesShown()).toEqual(before)
})

test('no row moves behind an open dialog, whatever somebody else ends', async () => {
  const { user } = visit('/?status=live&sort=-updated')
  await findRow(name)
  await told()
  await press(user, `Close to new entrances, ${name} v. 2`)
  const names = () => screen.getAllByRole('rowheader', { hidden: true }).map((cell) => cell.textContent)
  const before = names()
  const reads = counted(/\/api\/versions$/)

  await bob.order('stop', 'welcome-series-v2')
  await waitFor(() => expect(reads()).toBeGreaterThan(0))
  await waitFor(() => expect(screen.getByRole('row', { name: /^Welcome series/, hidden: true })).toHaveTextContent('Stopped'))

  expect(names()).toEqual(before)
  restored()
  backend.beat()
})
