import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Overview } from '#api/contract/overview.ts'
import { viewer } from '#test/contract/support/sessions.ts'
import { buildSeed, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { backend, otherUser, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { changeResponse, failRequest } from '#test/support/transport-faults.ts'
import { getDialogButton, waitForDialogClosed } from '#test/components/support/dialog.ts'
import { runIdleCallbacks, isPopoverOpen } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, unmountConsoles, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

const formatCount = (count: number) => count.toLocaleString('en')

const getOverview = () => screen.getByRole('region', { name: 'Overview' })

/** Opens Home, and waits for what comes after the list. */
async function openHome(query = '') {
  const visited = renderConsole(`/${query}`)
  await waitFor(() => expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false'))
  // What is on screen is then only read again when a story says so.
  interceptRequests('GET', /\/api\/events$/, failRequest)
  runIdleCallbacks()
  await within(getOverview()).findByRole('link', { name: /inside$/ })
  return visited
}

const findAdviceButton = () => within(getOverview()).findByRole('button', { name: /^\d+ should be ended$/ })

const getAdviceGroup = () => within(getOverview()).getByRole('group', { name: 'Journeys that should be ended' })

/** The line of a journey among those that should be ended. */
const findAdviceItem = (name: string) =>
  within(getAdviceGroup())
    .getAllByRole('listitem')
    .find((item) => within(item).queryByRole('link', { name }) !== null)!

/** Opens what should be ended, all of it. */
async function openAdvice(query = '') {
  const visited = await openHome(query)
  await visited.user.click(await findAdviceButton())
  const all = within(getAdviceGroup()).queryByRole('button', { name: /^Show all/ })
  if (all) await visited.user.click(all)
  return visited
}

/** One that can be closed, of those that should be. */
const readClosableVersion = async () =>
  (await otherUser.getOverview()).advice.find(({ reasonCode }) => reasonCode === 'nobodyEnters')!.version

test('Home says how many are inside, enter and drain, over all versions, each with the list of exactly those', async () => {
  const { peopleInside, enteredLastHour, draining, endedLastWeek } = await otherUser.getOverview()
  const plural = draining.peopleInside === 1 ? 'person' : 'people'

  await openHome()

  const links = within(getOverview()).getAllByRole('link')
  expect(links.map((link) => [link.textContent.trim(), link.getAttribute('href')])).toEqual([
    [`${formatCount(peopleInside)} people inside`, '/?versions=all&sort=-people'],
    [`${formatCount(enteredLastHour)} entered in the last hour`, '/?status=live&versions=all'],
    [`${draining.versions} draining, ${formatCount(draining.peopleInside)} ${plural}`, '/?status=closed&versions=all'],
    [`${endedLastWeek.versions} ended, last 7 days`, '/?ended=7&versions=all&sort=-ended'],
  ])
  expect((await otherUser.getList('versions=all&status=closed')).matchingCount).toBe(draining.versions)
  expect((await otherUser.getList('versions=all&endedWithin=7')).matchingCount).toBe(endedLastWeek.versions)
})

test('what was ended in the last week can be listed; the filter is a chip, and taken away by it', async () => {
  const { endedLastWeek } = await otherUser.getOverview()
  const { user, getAddress } = await openHome()

  await user.click(within(getOverview()).getByRole('link', { name: /ended, last 7 days/ }))

  await waitFor(() => expect(getShownNames()).toHaveLength(endedLastWeek.versions))
  await user.click(await screen.findByRole('button', { name: 'Remove filter Ended in the last 7 days' }))
  expect(getAddress()).toBe('/?versions=all&sort=-ended')
  expect(screen.queryByRole('button', { name: /Ended in/ })).toBeNull()
  expect(screen.getByRole('button', { name: 'Filters' })).toHaveFocus()
})

test('the chart of the week is described in words, day by day, also to those who point at it', async () => {
  const days = Array.from({ length: 7 }, (_, index) => ({ day: `2026-03-0${index + 3}`, closed: 0, stopped: 0 }))
  const ended: Overview['endedLastWeek'] = {
    versions: 6,
    days: [...days.slice(0, 5), { day: '2026-03-08', closed: 4, stopped: 1 }, { day: '2026-03-09', closed: 0, stopped: 1 }],
  }
  interceptRequests('GET', /\/overview$/, changeResponse({ endedLastWeek: ended }))
  const { user } = await openHome()
  const link = within(getOverview()).getByRole('link', { name: '6 ended, last 7 days' })

  await user.hover(link)

  const words =
    'Sun, Mar 8: 4 closed and 1 stopped. Mon, Mar 9: 1 stopped. Filled: closed. Outlined: stopped. Days are counted in the time zone UTC.'
  expect(link).toHaveAccessibleDescription(words)
  expect(isPopoverOpen(document.getElementById(link.getAttribute('aria-describedby') ?? ''))).toBe(true)
})

test('Home points at the journeys that should be ended, the reason and the date in a sentence', async () => {
  const { advice, adviceTotal } = await otherUser.getOverview()
  const reasons = {
    audienceRan: 'Its audience has run: nobody has entered since ',
    nobodyEnters: 'Nobody has entered since ',
    stalls: 'Closed on ',
  }

  await openAdvice()

  expect(await findAdviceButton()).toHaveAttribute('aria-expanded', 'true')
  expect(within(getAdviceGroup()).getAllByRole('listitem')).toHaveLength(advice.length)
  expect(adviceTotal).toBe(advice.length)
  for (const { version, reasonCode, since, people } of advice) {
    const date = new Date(since).toLocaleDateString('en', { dateStyle: 'medium' })
    expect(findAdviceItem(version.name)).toHaveTextContent(`${reasons[reasonCode]}${date}`)
    if (reasonCode === 'stalls')
      expect(findAdviceItem(version.name)).toHaveTextContent(`${people} people wait for something that will not come.`)
  }
  expect(new Set(advice.map(({ reasonCode }) => reasonCode))).toEqual(new Set(Object.keys(reasons)))
})

test('a closed journey that does not empty leads to its people', async () => {
  const stalling = (await otherUser.getOverview()).advice.find(({ reasonCode }) => reasonCode === 'stalls')!.version

  await openAdvice()

  const way = within(findAdviceItem(stalling.name)).getByRole('link', { name: `See its people, ${stalling.name} v. ${stalling.number}` })
  expect(way).toHaveAttribute('href', `/journeys/${stalling.id}?view=people`)
  expect(within(findAdviceItem(stalling.name)).queryByRole('button')).toBeNull()
})

test('a journey without entrances is closed from there, stays in sight with what it has become, and keeps the focus', async () => {
  const { id, name, number } = await readClosableVersion()
  const { user, announcements } = await openAdvice()

  await user.click(within(findAdviceItem(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` }))
  await screen.findByRole('alertdialog', { name: 'Close a journey to new entrances' })
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  expect((await otherUser.getVersion(id)).ended).toMatchObject({ action: 'close', actor: { name: 'Anna Müller' } })
  const { status, peopleInside } = await otherUser.getVersion(id)
  expect(findAdviceItem(name)).toHaveTextContent(status === 'finished' ? 'Finished' : `Closed (no entrance) · ${peopleInside} left`)
  expect(within(findAdviceItem(name)).queryByRole('button')).toBeNull()
  expect(within(findAdviceItem(name)).getByRole('link', { name })).toHaveFocus()
  await waitFor(() => expect(announcements.filter((words) => words.startsWith(`${name} v. ${number} was closed`))).toHaveLength(1))
})

test('what was closed from there is gone from it once the person moves on', async () => {
  const { name, number } = await readClosableVersion()
  const { user } = await openAdvice()
  await user.click(within(findAdviceItem(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` }))
  await screen.findByRole('alertdialog')
  await user.click(getDialogButton('Close to new entrances'))
  await waitForDialogClosed()

  await user.click(within(getOverview()).getByRole('link', { name: /draining/ }))

  await waitFor(() => expect(within(getAdviceGroup()).queryByRole('link', { name })).toBeNull())
})

test('a journey that another user has closed does not move the advice, and shows its new status', async () => {
  const { id, name } = await readClosableVersion()
  const { user } = await openAdvice()
  const before = within(getAdviceGroup())
    .getAllByRole('listitem')
    .map((item) => within(item).getAllByRole('link')[0]?.textContent)
  await user.hover(findAdviceItem(name))

  await otherUser.sendCommand('close', id, { body: { reason: 'campaignOver' } })
  runPolls()

  await waitFor(() => expect(findAdviceItem(name)).toHaveTextContent(/Closed|Finished/))
  const after = within(getAdviceGroup())
    .getAllByRole('listitem')
    .map((item) => within(item).getAllByRole('link')[0]?.textContent)
  expect(after).toEqual(before)
})

test('a viewer reads why closing is not available', async () => {
  backend.signIn(viewer)
  const { name, number } = await readClosableVersion()

  const { user } = await openAdvice()
  const close = within(findAdviceItem(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` })
  await user.click(close)

  expect(close).toHaveAttribute('aria-disabled', 'true')
  expect(close).toHaveAccessibleDescription('You do not have permission to close journeys.')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('only a few are shown at first, and it is said how many more there are', async () => {
  const { advice } = await otherUser.getOverview()
  interceptRequests('GET', /\/overview$/, changeResponse({ adviceTotal: 40 }))
  const { user } = await openHome()

  await user.click(await findAdviceButton())

  expect(within(getAdviceGroup()).getAllByRole('listitem')).toHaveLength(3)
  expect(getAdviceGroup()).toHaveTextContent('37 more')
  await user.click(within(getAdviceGroup()).getByRole('button', { name: `Show the first ${advice.length}` }))
  expect(within(getAdviceGroup()).getAllByRole('listitem')).toHaveLength(advice.length)
  expect(getAdviceGroup()).toHaveTextContent(`${40 - advice.length} more`)
  // Where one goes on: at the first of those that were not shown before.
  expect(within(within(getAdviceGroup()).getAllByRole('listitem')[3]!).getAllByRole('link')[0]).toHaveFocus()
})

test('when the others are no longer read, the focus on the button that shows them moves to the last of those shown', async () => {
  const { advice } = await otherUser.getOverview()
  const { user } = await openHome()
  await user.click(await findAdviceButton())
  within(getAdviceGroup()).getByRole('button', { name: /^Show/ }).focus()

  interceptRequests('GET', /\/overview$/, changeResponse({ advice: advice.slice(0, 3), adviceTotal: 40 }))
  runPolls()

  await waitFor(() => expect(getAdviceGroup()).toHaveTextContent('37 more'))
  expect(within(getAdviceGroup()).queryByRole('button', { name: /^Show/ })).toBeNull()
  await waitFor(() => expect(within(within(getAdviceGroup()).getAllByRole('listitem')[2]!).getAllByRole('link')[0]).toHaveFocus())
})

test('whether they are open is remembered while the session lasts, without a word about any of them', async () => {
  const { user } = await openHome()
  await user.click(await findAdviceButton())
  unmountConsoles()

  const again = await openHome()
  expect(getAdviceGroup()).toBeVisible()
  expect(Object.entries<string>(sessionStorage)).toEqual([['advice', expect.stringMatching(/^\d+$/)]])
  await again.user.click(await findAdviceButton())
  unmountConsoles()

  await openHome()
  expect(await findAdviceButton()).toHaveAttribute('aria-expanded', 'false')
})

test('where nothing needs attention, nothing is said', async () => {
  await backend.start(buildSeed([buildVersionInStatus('live', { id: 'live' })]))

  await openHome()

  expect(within(getOverview()).queryByRole('button')).toBeNull()
  expect(within(getOverview()).queryByRole('group')).toBeNull()
})

test('an overview that cannot be read says so quietly; the list does not need it, and it can be tried again', async () => {
  interceptRequests('GET', /\/overview$/, failRequest)
  const { user } = renderConsole('/?search=welcome')
  await findRow('Welcome series')
  runIdleCallbacks()

  await within(getOverview()).findByText('The overview could not be read.')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(getShownNames()).toEqual(['Welcome series'])
  removeInterceptions()
  await user.click(within(getOverview()).getByRole('button', { name: 'Try again' }))

  await within(getOverview()).findByRole('link', { name: /people inside/ })
})

test('numbers that may be old tell their age', async () => {
  await openHome()
  interceptRequests('GET', /\/overview$/, failRequest)

  runPolls()

  await within(getOverview()).findByText(/^These numbers are from \d+:\d\d:\d\d [AP]M\.$/)
  expect(within(getOverview()).getAllByRole('link')).toHaveLength(4)
})
