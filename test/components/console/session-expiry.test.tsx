import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { toSafeSignInUrl } from '#api/session/safe-sign-in-url.ts'
import { delayUntilLikelyOnline } from '#api/http/delay.ts'
import { createSessionWith, marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { backend, otherUser, interceptRequests, removeInterceptions, readSentCommands } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import {
  getDialogButton,
  chooseAction,
  getDialog,
  getDialogField,
  waitForDialogClosed,
  waitForImpact,
} from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const expired = 'Your sign-in has expired. Nothing was done. Sign in again; what you filled in stays.'
const confirm = 'Confirm if it is still what you want.'

/** Somebody signs in in another tab, and comes back to this one. */
const signInAgain = (who = marketer) => {
  backend.signIn(who)
  fireEvent.focus(window)
}

const findSignInLink = (where = getDialog()) => within(where).findByRole('link', { name: 'Sign in again' })
const waitUntilEnabled = (name: string) => waitFor(() => expect(getDialogButton(name)).not.toHaveAttribute('aria-disabled'))

/** Back in stock alert is about to be stopped, for a reason that was typed. */
async function openFilledStopDialog() {
  const visited = renderConsole(`/journeys/${live}`)
  await chooseAction(visited.user, 'Stop')
  await waitForImpact()
  await visited.user.selectOptions(getDialogField('Reason'), 'Other')
  await visited.user.type(getDialogField('Note'), 'Prices of another country')
  return visited
}

afterEach(() => {
  vi.useRealTimers()
})

test('the sign-in expires while a dialog is open: signed in again, what was typed is there, and only pressing anew sends it', async () => {
  const { user, announcements } = await openFilledStopDialog()
  backend.signIn(null)
  await user.click(getDialogButton('Stop'))
  expect(await within(getDialog()).findByText(expired)).toBeVisible()
  expect(await findSignInLink()).toHaveAttribute('target', '_blank')
  expect(getDialogButton('Stop')).toHaveAccessibleDescription(new RegExp(`^${expired}`))
  await user.click(getDialogButton('Stop'))
  expect(await readSentCommands()).toHaveLength(1)

  signInAgain()
  expect(await within(getDialog()).findByText(`You are signed in again. ${confirm}`)).toBeVisible()
  await waitUntilEnabled('Stop')

  expect([getDialogField('Reason'), getDialogField('Note')].map((input) => (input as HTMLInputElement).value)).toEqual([
    'other',
    'Prices of another country',
  ])
  await waitFor(() => expect(announcements).toEqual(['You are signed in again.']))
  expect(await readSentCommands()).toHaveLength(1)
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  const posts = await readSentCommands()
  expect(posts.map(({ body }) => body)).toEqual(['first', 'anew'].map(() => ({ reason: 'other', note: 'Prices of another country' })))
  expect(new Set(posts.map(({ key }) => key)).size).toBe(2)
  expect((await otherUser.getHistory(live)).filter(({ type }) => type === 'stop')).toHaveLength(1)
})

test('the sign-in expires before anything is pressed: the dialog says so by itself, sends nothing, and gives the focus back', async () => {
  const { user } = await openFilledStopDialog()
  backend.signIn(null)
  runPolls()
  expect(await within(getDialog()).findByText(expired)).toBeVisible()
  await user.click(getDialogButton('Stop'))
  await user.click(getDialogField('Note'))
  await user.click(await findSignInLink())

  backend.signIn(marketer)
  runPolls()
  await within(getDialog()).findByText(`You are signed in again. ${confirm}`)

  await waitFor(() => expect(getDialogField('Note')).toHaveFocus())
  expect(getDialogField('Note')).toHaveValue('Prices of another country')
  expect(await readSentCommands()).toEqual([])
})

test('another user signs in: the dialog says who before anything can be sent, and everything is read again', async () => {
  const { user, announcements } = await openFilledStopDialog()
  backend.signIn(null)
  runPolls()
  await within(getDialog()).findByText(expired)
  const answer = holdRequest()
  interceptRequests('GET', /\/back-in-stock-alert-v2$/, answer.fault)

  signInAgain(otherMarketer)
  await waitFor(() => expect(getDialogButton('Stop')).toHaveAccessibleDescription(/^What you see is being read again\. One moment…/))
  await user.click(getDialogButton('Stop'))
  await waitFor(() => expect(announcements.at(-1)).toMatch(/What you see is being read again\. One moment…$/))
  expect(await readSentCommands()).toEqual([])
  answer.release()
  expect(await within(getDialog()).findByText(`You are signed in as Bob Ng now. ${confirm}`)).toBeVisible()
  await waitFor(() => expect(announcements.at(-1)).toMatch(/You are signed in as Bob Ng now\.$/))
  await waitUntilEnabled('Stop')
  await user.click(getDialogButton('Stop'))

  await waitForDialogClosed()
  expect(await readSentCommands()).toHaveLength(1)
  expect((await otherUser.getHistory(live))[0]).toMatchObject({ type: 'stop', actor: { name: 'Bob Ng' } })
})

test('a user who may not stop signs in: the dialog says who, and why it is no longer possible', async () => {
  await openFilledStopDialog()
  backend.signIn(null)
  runPolls()
  await within(getDialog()).findByText(expired)

  signInAgain(createSessionWith('view', 'edit'))

  expect(await within(getDialog()).findByText(/^You are signed in as Carl Roe now\./)).toBeVisible()
  expect(within(getDialog()).getByRole('alert')).toHaveTextContent('You do not have permission to stop journeys.')
  expect(getDialogButton('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('the sign-in expires on Home: what was shown stays, and is shown anew once a user is signed in', async () => {
  const { announcements } = renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  backend.signIn(null)
  runPolls()
  const notice = await screen.findByText('Your sign-in has expired. What you see may be out of date.')
  expect(await findSignInLink(document.body)).toHaveAttribute('href', `${location.origin}/sign-in`)
  expect(row).toHaveTextContent('Live')
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  await otherUser.sendCommand('close', live)

  signInAgain()

  await waitFor(() => expect(notice).not.toBeInTheDocument())
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))
  await waitFor(() => expect(announcements).toEqual(['You are signed in again.']))
})

test('another user signs in while no dialog is open: a notice says who it is, until it is dismissed', async () => {
  const { user, announcements } = renderConsole('/?search=back+in+stock')
  await findRow('Back in stock alert')
  backend.signIn(null)
  runPolls()
  await findSignInLink(document.body)

  signInAgain(otherMarketer)

  const notice = await screen.findByText('You are signed in as Bob Ng now.', { selector: 'p' })
  await waitFor(() => expect(announcements).toEqual(['You are signed in as Bob Ng now.']))
  await user.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(notice).not.toBeInTheDocument()
})

test('the sign-in expires while the notice of another user has the focus: the heading gets it', async () => {
  renderConsole('/?search=back+in+stock')
  await findRow('Back in stock alert')
  backend.signIn(null)
  runPolls()
  await findSignInLink(document.body)
  signInAgain(otherMarketer)
  const dismiss = await screen.findByRole('button', { name: 'Dismiss' })
  dismiss.focus()

  backend.signIn(null)
  runPolls()
  await findSignInLink(document.body)

  expect(dismiss).not.toBeInTheDocument()
  expect(screen.getByRole('heading', { name: 'Journeys', level: 1 })).toHaveFocus()
})

test.each([
  ['/', 'Journeys'],
  [`/journeys/${live}`, 'Back in stock alert'],
])('%s, refused at first, comes by itself once a user has signed in in another tab', async (address, heading) => {
  backend.signIn(null)
  renderConsole(address)
  await findSignInLink(document.body)

  signInAgain()

  expect(await screen.findByRole('heading', { name: heading })).toBeVisible()
  await waitFor(() => expect(screen.queryByText(/Sign in again/)).not.toBeInTheDocument())
})

test('where one signs in is a place of the same origin, whatever is named', () => {
  const origin = 'https://console.example'
  const named = ['/login?next=/', undefined, '', 'login', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']

  const addresses = [...named, 'https://evil.example/', '/.//evil.example', '//['].map((path) => toSafeSignInUrl(path, origin))

  expect(addresses[0]).toBe(`${origin}/login?next=/`)
  expect(new Set(addresses.map((address) => new URL(address).origin))).toEqual(new Set([origin]))
})

test('the event stream reconnects at once when a user signs in', async () => {
  const { connection } = renderConsole('/')
  const forEver = delayUntilLikelyOnline(connection, 2 ** 30, new AbortController().signal)
  backend.signIn(null)
  await findSignInLink(document.body)

  signInAgain()

  await expect(forEver).resolves.toBeUndefined()
})

test('permission to see is taken away: what was shown stays, is called old, and cannot be acted on; other pages say why they are not shown', async () => {
  const { user } = renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  const stop = within(row).getByRole('button', { name: 'Stop, Back in stock alert v. 2' })
  stop.focus()

  backend.signIn(createSessionWith('stop'))
  runPolls()

  expect(await screen.findByRole('alert')).toHaveTextContent(/You do not have permission to see this\. These numbers are from/)
  await waitFor(() => expect(stop).toHaveAccessibleDescription('You do not have permission to stop journeys.'))
  expect(stop).toHaveFocus()
  await user.click(within(row).getByRole('link', { name: 'Back in stock alert' }))
  expect(await screen.findByRole('heading', { name: 'You do not have access to this page' })).toBeVisible()
})

test('permission to see is taken away while a dialog is open: it says so, and sends nothing', async () => {
  const { user } = await openFilledStopDialog()

  backend.signIn({ ...marketer, permissions: ['stop'] })
  runPolls()

  await waitFor(() => expect(within(getDialog()).getByRole('alert')).toHaveTextContent('You do not have permission to stop journeys.'))
  await user.click(getDialogButton('Stop'))
  expect(await readSentCommands()).toEqual([])
  expect(getPageHeader(true)).toMatch(/Live$/)
  removeInterceptions()
})
