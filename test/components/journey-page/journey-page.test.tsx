import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { backend, otherUser, now, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { failRequest } from '#test/support/transport-faults.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const formatCount = (count: number) => count.toLocaleString('en')

/** What each term of a list of definitions says. */
/** The text of an element without its tooltips. */
function readText(element: HTMLElement | undefined): string {
  const copy = element?.cloneNode(true) as HTMLElement | undefined
  for (const tooltip of copy?.querySelectorAll('[role=tooltip]') ?? []) tooltip.remove()
  return copy?.textContent ?? ''
}

const readDefinitions = (element: HTMLElement) => {
  const values = within(element).getAllByRole('definition')
  return Object.fromEntries(
    within(element)
      .getAllByRole('term')
      .map((term, index) => [term.textContent, readText(values[index]).replaceAll('\u202f', ' ')]),
  )
}

const findRegion = (name: string) => screen.findByRole('region', { name })

test('the page counts the people as the backend does', async () => {
  const { people } = await otherUser.getVersion('welcome-series-v2')
  renderConsole('/journeys/welcome-series-v2')

  expect(readDefinitions(await findRegion('People'))).toEqual({
    inside: formatCount(people.inside),
    'entered today': formatCount(people.enteredToday),
    'entered in all': formatCount(people.entered),
    completed: formatCount(people.completed),
    stopped: formatCount(people.stopped),
    'timed out': formatCount(people.timedOut),
  })
})

test('the history says who did what, when and why, newest first, and how many people were inside', async () => {
  await otherUser.sendCommand('stop', 'welcome-series-v2', { body: { reason: 'other', note: 'Wrong <b>price</b>' } })
  renderConsole('/journeys/welcome-series-v2?view=history')

  const entries = await within(await findRegion('History')).findAllByRole('listitem')

  const entryTexts = entries.map((entry) => entry.textContent.replaceAll('\u202f', ' '))
  expect(entryTexts[0]).toBe('Mar 11, 2026, 12:00 PMStopped by Bob Ng · 12,480 people insideLive → StoppedOtherWrong <b>price</b>Receipt')
  expect(entryTexts[1]).toMatch(/^Mar 11, 2026, 11:57 AMResumed by Ana Ruiz · /)
  expect(entryTexts.at(-1)).toMatch(/Created by .+ · nobody inside$/)
  expect(entries[0]!.querySelector('b')).toBeNull()
})

test('what happened by itself says why', async () => {
  renderConsole('/journeys/black-friday-early-access-v1?view=history')

  const entries = await within(await findRegion('History')).findAllByRole('listitem')

  expect(entries[0]).toHaveTextContent('Finished by itself: the last person left')
})

test('a history that cannot be read says so, and is read when that is tried again', async () => {
  interceptRequests('GET', /\/history$/, failRequest)
  const { user } = renderConsole('/journeys/spring-offer-v1?view=history')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The history could not be read. We cannot reach the server. Try again in a moment.')
  removeInterceptions()

  await user.click(within(alert).getByRole('button', { name: 'Try again' }))

  expect(await within(await findRegion('History')).findByText('Read all customers instead of those with a garden.')).toBeVisible()
})

test('the properties say everything that is set, as text', async () => {
  renderConsole('/journeys/spring-sale-v1')

  const properties = readDefinitions(await screen.findByRole('complementary', { name: 'Properties' }))

  expect(properties).toMatchObject({
    Description: 'Name pasted from a web page: it is text, and stays text. <img src=x onerror=alert(1)>',
    Type: 'Unitary event',
    Tags: 'campaign<i>tag</i>',
    'Start date': 'None',
    'End date': 'None',
    'Time zone': 'Etc/UTC',
    'Re-entrance': 'Not allowed',
    'Global timeout': '91 days',
  })
  expect(document.querySelector('main img, main i, main b')).toBeNull()
})

test('a version that was closed says so among its properties, with person and reason', async () => {
  renderConsole('/journeys/cart-reminder-v5')

  const properties = readDefinitions(await screen.findByRole('complementary', { name: 'Properties' }))

  expect(properties['Ended']).toBe('Mar 10, 2026, 12:36 PM · Ana Ruiz: Campaign over')
})

test.each([
  ['closed', 'cart-reminder-v5', /^\d+ left, empty on March \d+, 2026/],
  ['paused', 'summer-clearance-v1', /^Resumes by itself on March \d+, 2026/],
])('a journey that is %s says what will happen by itself, and when', async (_, id, sentence) => {
  renderConsole(`/journeys/${id}`)

  expect(await within(await findRegion('People')).findByText(sentence)).toBeVisible()
})

test('the technical details are copied as an engineer needs them, and that is said', async () => {
  const { user, announcements } = renderConsole('/journeys/cart-reminder-v5')

  await user.click(await screen.findByRole('button', { name: 'Copy technical details' }))

  await waitFor(() => expect(announcements).toEqual(['Technical details copied.']))
  const { people, revision } = await otherUser.getVersion('cart-reminder-v5')
  expect(JSON.parse(await navigator.clipboard.readText())).toMatchObject({
    id: 'cart-reminder-v5',
    status: 'closed',
    revision,
    people,
    ended: { action: 'close', actor: { name: 'Ana Ruiz' } },
  })
})

test('versions are switched in place, and each has its own status', async () => {
  const { user, getAddress } = renderConsole('/journeys/birthday-voucher-v3')
  await user.click(await screen.findByRole('button', { name: 'Version 3 (Latest)' }))
  const items = await screen.findAllByRole('menuitem')
  expect(items.map((item) => item.textContent)).toEqual(['Version 3 (Latest) Draft', 'Version 2 Live', 'Version 1 Finished'])
  expect(items[0]).toHaveAttribute('aria-current', 'true')

  await user.click(items[1]!)

  await waitFor(() => expect(getPageHeader()).toBe('Birthday voucherVersion 2Live'))
  expect(getAddress()).toBe('/journeys/birthday-voucher-v2')
})

test('what changes by itself is seen without a reload', async () => {
  renderConsole('/journeys/cart-reminder-v5')
  await findRegion('People')
  expect(getPageHeader()).toMatch(/Closed \(no entrance\) · 31 left$/)

  backend.setTime(now + 3 * 86_400_000)
  runPolls()

  await waitFor(() => expect(getPageHeader()).toMatch(/Finished$/))
})

test('a page that may be old stays and shows its age, until the backend answers again', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await findRegion('People')
  interceptRequests('GET', /\/welcome-series-v2$/, failRequest)

  runPolls()
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent(/^We cannot reach the server\. Try again in a moment\. These numbers are from \d+:\d\d:\d\d [AP]M\./)
  expect(getPageHeader()).toMatch(/Live$/)
  removeInterceptions()
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))

  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('a page whose journey another user deletes says so', async () => {
  renderConsole('/journeys/refer-a-friend-v1')
  await findRegion('People')

  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  runPolls()

  expect(await screen.findByText(/^This journey was deleted\./)).toBeVisible()
})

test('a version that is deleted while its menu item has the focus leaves the focus in the menu', async () => {
  const { user, refetch } = renderConsole('/journeys/birthday-voucher-v2')
  await user.click(await screen.findByRole('button', { name: /^Version 2/ }))
  const item = await screen.findByRole('menuitem', { name: /Version 3/ })
  act(() => item.focus())

  await otherUser.sendCommand('delete', 'birthday-voucher-v3')
  await refetch()

  await waitFor(() => expect(item).not.toBeInTheDocument())
  expect(screen.getByRole('menu')).toContainElement(document.activeElement as HTMLElement)
})
