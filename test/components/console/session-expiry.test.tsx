import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { markSessionActive, safeSignInUrl } from '#api/session/session-expiry.ts'
import { delayUntilLikelyOnline } from '#api/http/delay.ts'
import { holding, marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { backend, bob, held, onTheWay, restored, sent } from '#test/components/support/backend.ts'
import { button, choose, dialog, field, gone, weighed } from '#test/components/support/dialog.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { findRow, standing, visit } from '#test/components/support/render-console.tsx'

const live = 'back-in-stock-alert-v2'
const expired = 'Your sign-in has expired. Nothing was done. Sign in again; what you filled in stays.'
const confirm = 'Confirm if it is still what you want.'

/** Somebody signs in in another tab, and comes back to this one. */
const comeBack = (who = marketer) => {
  backend.signIn(who)
  fireEvent.focus(window)
}

const link = (where = dialog()) => within(where).findByRole('link', { name: 'Sign in again' })
const ready = (name: string) => waitFor(() => expect(button(name)).not.toHaveAttribute('aria-disabled'))

/** Back in stock alert is about to be stopped, for a reason that was typed. */
async function aboutToStop() {
  const visited = visit(`/journeys/${live}`)
  await choose(visited.user, 'Stop')
  await weighed()
  await visited.user.selectOptions(field('Reason'), 'Other')
  await visited.user.type(field('Note'), 'Prices of another country')
  return visited
}

afterEach(() => {
  markSessionActive()
  vi.useRealTimers()
})

test('the sign-in expires while a dialog is open: signed in again, what was typed is there, and only pressing anew sends it', async () => {
  const { user, said } = await aboutToStop()
  backend.signIn(null)
  await user.click(button('Stop'))
  expect(await within(dialog()).findByText(expired)).toBeVisible()
  expect(await link()).toHaveAttribute('target', '_blank')
  expect(button('Stop')).toHaveAccessibleDescription(new RegExp(`^${expired}`))
  await user.click(button('Stop'))
  expect(await sent()).toHaveLength(1)

  comeBack()
  expect(await within(dialog()).findByText(`You are signed in again. ${confirm}`)).toBeVisible()
  await ready('Stop')

  expect([field('Reason'), field('Note')].map((input) => (input as HTMLInputElement).value)).toEqual(['other', 'Prices of another country'])
  await waitFor(() => expect(said).toEqual(['You are signed in again.']))
  expect(await sent()).toHaveLength(1)
  await user.click(button('Stop'))
  await gone()
  const posts = await sent()
  expect(posts.map(({ body }) => body)).toEqual(['first', 'anew'].map(() => ({ reason: 'other', note: 'Prices of another country' })))
  expect(new Set(posts.map(({ key }) => key)).size).toBe(2)
  expect((await bob.history(live)).filter(({ type }) => type === 'stop')).toHaveLength(1)
})

test('the sign-in expires before anything is pressed: the dialog says so by itself, sends nothing, and gives the focus back', async () => {
  const { user } = await aboutToStop()
  backend.signIn(null)
  readAgain()
  expect(await within(dialog()).findByText(expired)).toBeVisible()
  await user.click(button('Stop'))
  await user.click(field('Note'))
  await user.click(await link())

  backend.signIn(marketer)
  readAgain()
  await within(dialog()).findByText(`You are signed in again. ${confirm}`)

  await waitFor(() => expect(field('Note')).toHaveFocus())
  expect(field('Note')).toHaveValue('Prices of another country')
  expect(await sent()).toEqual([])
})

test('somebody else signs in: the dialog says who before anything can be sent, and everything is read again', async () => {
  const { user, said } = await aboutToStop()
  backend.signIn(null)
  readAgain()
  await within(dialog()).findByText(expired)
  const answer = held()
  onTheWay('GET', /\/back-in-stock-alert-v2$/, answer.happens)

  comeBack(otherMarketer)
  await waitFor(() => expect(button('Stop')).toHaveAccessibleDescription(/^What you see is being read again\. One moment…/))
  await user.click(button('Stop'))
  expect(await sent()).toEqual([])
  answer.go()
  expect(await within(dialog()).findByText(`You are signed in as Bob Ng now. ${confirm}`)).toBeVisible()
  await waitFor(() => expect(said).toEqual(['You are signed in as Bob Ng now.']))
  await ready('Stop')
  await user.click(button('Stop'))

  await gone()
  expect(await sent()).toHaveLength(1)
  expect((await bob.history(live))[0]).toMatchObject({ type: 'stop', actor: { name: 'Bob Ng' } })
})

test('somebody who may not stop signs in: the dialog says who, and why it is no longer possible', async () => {
  await aboutToStop()
  backend.signIn(null)
  readAgain()
  await within(dialog()).findByText(expired)

  comeBack(holding('view', 'edit'))

  expect(await within(dialog()).findByText(/^You are signed in as Carl Roe now\./)).toBeVisible()
  expect(within(dialog()).getByRole('alert')).toHaveTextContent('You do not have permission to stop journeys.')
  expect(button('Stop')).toHaveAttribute('aria-disabled', 'true')
})

test('the sign-in expires on Home: what was shown stays, and is shown anew once somebody is signed in', async () => {
  const { said } = visit('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  backend.signIn(null)
  readAgain()
  const notice = await screen.findByText('Your sign-in has expired. What you see may be out of date.')
  expect(await link(document.body)).toHaveAttribute('href', `${location.origin}/sign-in`)
  expect(row).toHaveTextContent('Live')
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
  await bob.order('close', live)

  comeBack()

  await waitFor(() => expect(notice).not.toBeInTheDocument())
  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance)'))
  await waitFor(() => expect(said).toEqual(['You are signed in again.']))
})

test.each([
  ['/', 'Journeys'],
  [`/journeys/${live}`, 'Back in stock alert'],
])('%s, refused at first, comes by itself once somebody has signed in elsewhere', async (address, heading) => {
  backend.signIn(null)
  visit(address)
  await link(document.body)

  comeBack()

  expect(await screen.findByRole('heading', { name: heading })).toBeVisible()
  await waitFor(() => expect(screen.queryByText(/Sign in again/)).not.toBeInTheDocument())
})

test('where one signs in is a place of the same origin, whatever is named', () => {
  const origin = 'https://console.example'
  const named = ['/login?next=/', undefined, '', 'login', '//evil.example', '/\\evil.example', '/\t/evil.example', 'javascript:alert(1)']

  const addresses = [...named, 'https://evil.example/', '/.//evil.example', '//['].map((path) => safeSignInUrl(path, origin))

  expect(addresses[0]).toBe(`${origin}/login?next=/`)
  expect(new Set(addresses.map((address) => new URL(address).origin))).toEqual(new Set([origin]))
})

test('whoever waits to listen again tries at once when somebody is signed in', async () => {
  const forEver = delayUntilLikelyOnline(2 ** 30, new AbortController().signal)
  visit('/')
  backend.signIn(null)
  await link(document.body)

  comeBack()

  await expect(forEver).resolves.toBeUndefined()
})

test('permission to see is taken away: what was shown stays, is called old, and cannot be acted on; other pages say why they are not shown', async () => {
  const { user } = visit('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  const stop = within(row).getByRole('button', { name: 'Stop, Back in stock alert v. 2' })
  stop.focus()

  backend.signIn(holding('stop'))
  readAgain()

  expect(await screen.findByRole('alert')).toHaveTextContent(/You do not have permission to see this\. These numbers are from/)
  await waitFor(() => expect(stop).toHaveAccessibleDescription('You do not have permission to stop journeys.'))
  expect(stop).toHaveFocus()
  await user.click(within(row).getByRole('link', { name: 'Back in stock alert' }))
  expect(await screen.findByRole('heading', { name: 'You do not have access to this page' })).toBeVisible()
})

test('permission to see is taken away while a dialog is open: it says so, and sends nothing', async () => {
  const { user } = await aboutToStop()

  backend.signIn({ ...marketer, permissions: ['stop'] })
  readAgain()

  await waitFor(() => expect(within(dialog()).getByRole('alert')).toHaveTextContent('You do not have permission to stop journeys.'))
  await user.click(button('Stop'))
  expect(await sent()).toEqual([])
  expect(standing(true)).toMatch(/Live$/)
  restored()
})
