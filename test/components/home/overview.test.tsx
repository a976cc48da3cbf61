import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Overview } from '#api/contract/overview.ts'
import { viewer } from '#test/contract/support/sessions.ts'
import { seedOf, versionThatIs } from '#test/contract/support/fixtures.ts'
import { backend, bob, changedAnswer, nowhere, onTheWay, restored } from '#test/components/support/backend.ts'
import { button, gone } from '#test/components/support/dialog.ts'
import { becomeIdle, isOpen } from '#test/components/support/jsdom-polyfills.ts'
import { readAgain } from '#test/components/support/polling.ts'
import { findRow, leave, namesShown, visit } from '#test/components/support/render-console.tsx'

const written = (count: number) => count.toLocaleString('en')

const strip = () => screen.getByRole('region', { name: 'Overview' })

/** Opens Home, and waits for what comes after the list. */
async function comeHome(query = '') {
  const visited = visit(`/${query}`)
  await waitFor(() => expect(screen.getByRole('table')).toHaveAttribute('aria-busy', 'false'))
  // What is on screen is then only read again when a story says so.
  onTheWay('GET', /\/api\/events$/, nowhere)
  becomeIdle()
  await within(strip()).findByRole('link', { name: /inside$/ })
  return visited
}

const review = () => within(strip()).findByRole('button', { name: /^\d+ should be ended$/ })

const advised = () => within(strip()).getByRole('group', { name: 'Journeys that should be ended' })

/** The line of a journey among those that should be ended. */
const entryOf = (name: string) =>
  within(advised())
    .getAllByRole('listitem')
    .find((item) => within(item).queryByRole('link', { name }) !== null)!

/** Opens what should be ended, all of it. */
async function openAdvice(query = '') {
  const visited = await comeHome(query)
  await visited.user.click(await review())
  const all = within(advised()).queryByRole('button', { name: /^Show all/ })
  if (all) await visited.user.click(all)
  return visited
}

/** One that can be closed, of those that should be. */
const closable = async () => (await bob.overview()).advice.find(({ reasonCode }) => reasonCode === 'nobodyEnters')!.version

test('Home says how many are inside, enter and drain, over all versions, each with the list of exactly those', async () => {
  const { peopleInside, enteredLastHour, draining, endedLastWeek } = await bob.overview()
  const plural = draining.peopleInside === 1 ? 'person' : 'people'

  await comeHome()

  const links = within(strip()).getAllByRole('link')
  expect(links.map((link) => [link.textContent.trim(), link.getAttribute('href')])).toEqual([
    [`${written(peopleInside)} people inside`, '/?versions=all&sort=-people'],
    [`${written(enteredLastHour)} entered in the last hour`, '/?status=live&versions=all'],
    [`${draining.versions} draining, ${written(draining.peopleInside)} ${plural}`, '/?status=closed&versions=all'],
    [`${endedLastWeek.versions} ended, last 7 days`, '/?ended=7&versions=all&sort=-ended'],
  ])
  expect((await bob.list('versions=all&status=closed')).matchingCount).toBe(draining.versions)
  expect((await bob.list('versions=all&endedWithin=7')).matchingCount).toBe(endedLastWeek.versions)
})

test('what was ended in the last week can be listed; the filter is a chip, and taken away by it', async () => {
  const { endedLastWeek } = await bob.overview()
  const { user, address } = await comeHome()

  await user.click(within(strip()).getByRole('link', { name: /ended, last 7 days/ }))

  await waitFor(() => expect(namesShown()).toHaveLength(endedLastWeek.versions))
  await user.click(screen.getByRole('button', { name: 'Ended in the last 7 days, remove this filter' }))
  expect(address()).toBe('/?versions=all&sort=-ended')
  expect(screen.queryByRole('button', { name: /^Ended in/ })).toBeNull()
  expect(screen.getByRole('searchbox')).toHaveFocus()
})

test('the chart of the week is told in words, day by day, also to those who point at it', async () => {
  const days = Array.from({ length: 7 }, (_, index) => ({ day: `2026-03-0${index + 3}`, closed: 0, stopped: 0 }))
  const ended: Overview['endedLastWeek'] = {
    versions: 6,
    days: [...days.slice(0, 5), { day: '2026-03-08', closed: 4, stopped: 1 }, { day: '2026-03-09', closed: 0, stopped: 1 }],
  }
  onTheWay('GET', /\/overview$/, changedAnswer({ endedLastWeek: ended }))
  const { user } = await comeHome()
  const link = within(strip()).getByRole('link', { name: '6 ended, last 7 days' })

  await user.hover(link)

  const words = 'Sun, Mar 8: 4 closed and 1 stopped. Mon, Mar 9: 1 stopped. Filled: closed. Outlined: stopped.'
  expect(link).toHaveAccessibleDescription(words)
  expect(isOpen(document.getElementById(link.getAttribute('aria-describedby') ?? ''))).toBe(true)
})

test('Home points at the journeys that should be ended, the reason and the date in a sentence', async () => {
  const { advice, adviceTotal } = await bob.overview()
  const reasons = {
    audienceRan: 'Its audience has run: nobody has entered since ',
    nobodyEnters: 'Nobody has entered since ',
    stalls: 'Closed on ',
  }

  await openAdvice()

  expect(await review()).toHaveAttribute('aria-expanded', 'true')
  expect(within(advised()).getAllByRole('listitem')).toHaveLength(advice.length)
  expect(adviceTotal).toBe(advice.length)
  for (const { version, reasonCode, since, people } of advice) {
    const date = new Date(since).toLocaleDateString('en', { dateStyle: 'medium' })
    expect(entryOf(version.name)).toHaveTextContent(`${reasons[reasonCode]}${date}`)
    if (reasonCode === 'stalls') expect(entryOf(version.name)).toHaveTextContent(`${people} people wait for something that will not come.`)
  }
  expect(new Set(advice.map(({ reasonCode }) => reasonCode))).toEqual(new Set(Object.keys(reasons)))
})

test('a closed journey that does not empty leads to its people', async () => {
  const stalling = (await bob.overview()).advice.find(({ reasonCode }) => reasonCode === 'stalls')!.version

  await openAdvice()

  const way = within(entryOf(stalling.name)).getByRole('link', { name: `See its people, ${stalling.name} v. ${stalling.number}` })
  expect(way).toHaveAttribute('href', `/journeys/${stalling.id}?view=people`)
  expect(within(entryOf(stalling.name)).queryByRole('button')).toBeNull()
})

test('one that nobody enters is closed from there, stays in sight with what it has become, and keeps the focus', async () => {
  const { id, name, number } = await closable()
  const { user, said } = await openAdvice()

  await user.click(within(entryOf(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` }))
  await screen.findByRole('alertdialog', { name: 'Close a journey to new entrances' })
  await user.click(button('Close to new entrances'))
  await gone()

  expect((await bob.version(id)).ended).toMatchObject({ action: 'close', actor: { name: 'Anna Müller' } })
  const { status, peopleInside } = await bob.version(id)
  expect(entryOf(name)).toHaveTextContent(status === 'finished' ? 'Finished' : `Closed (no entrance) · ${peopleInside} left`)
  expect(within(entryOf(name)).queryByRole('button')).toBeNull()
  expect(within(entryOf(name)).getByRole('link', { name })).toHaveFocus()
  await waitFor(() => expect(said.filter((words) => words.startsWith(`${name} v. ${number} was closed`))).toHaveLength(1))
})

test('what was closed from there is gone from it once the person moves on', async () => {
  const { name, number } = await closable()
  const { user } = await openAdvice()
  await user.click(within(entryOf(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` }))
  await screen.findByRole('alertdialog')
  await user.click(button('Close to new entrances'))
  await gone()

  await user.click(within(strip()).getByRole('link', { name: /draining/ }))

  await waitFor(() => expect(within(advised()).queryByRole('link', { name })).toBeNull())
})

test('what somebody else closed does not move what is pointed at, and says what became of it', async () => {
  const { id, name } = await closable()
  const { user } = await openAdvice()
  const before = within(advised())
    .getAllByRole('listitem')
    .map((item) => within(item).getAllByRole('link')[0]?.textContent)
  await user.hover(entryOf(name))

  await bob.order('close', id, { body: { reason: 'campaignOver' } })
  readAgain()

  await waitFor(() => expect(entryOf(name)).toHaveTextContent(/Closed|Finished/))
  const after = within(advised())
    .getAllByRole('listitem')
    .map((item) => within(item).getAllByRole('link')[0]?.textContent)
  expect(after).toEqual(before)
})

test('somebody who may only look is told why closing is not available', async () => {
  backend.signIn(viewer)
  const { name, number } = await closable()

  const { user } = await openAdvice()
  const close = within(entryOf(name)).getByRole('button', { name: `Close to new entrances, ${name} v. ${number}` })
  await user.click(close)

  expect(close).toHaveAttribute('aria-disabled', 'true')
  expect(close).toHaveAccessibleDescription('You do not have permission to close journeys.')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('only a few are shown at first, and it is said how many more there are', async () => {
  const { advice } = await bob.overview()
  onTheWay('GET', /\/overview$/, changedAnswer({ adviceTotal: 40 }))
  const { user } = await comeHome()

  await user.click(await review())

  expect(within(advised()).getAllByRole('listitem')).toHaveLength(3)
  expect(advised()).toHaveTextContent('37 more')
  await user.click(within(advised()).getByRole('button', { name: `Show the first ${advice.length}` }))
  expect(within(advised()).getAllByRole('listitem')).toHaveLength(advice.length)
  expect(advised()).toHaveTextContent(`${40 - advice.length} more`)
  // Where one goes on: at the first of those that were not shown before.
  expect(within(within(advised()).getAllByRole('listitem')[3]!).getAllByRole('link')[0]).toHaveFocus()
})

test('whether they are open is remembered while the session lasts, without a word about any of them', async () => {
  const { user } = await comeHome()
  await user.click(await review())
  leave()

  const again = await comeHome()
  expect(advised()).toBeVisible()
  expect(Object.entries<string>(sessionStorage)).toEqual([['advice', expect.stringMatching(/^\d+$/)]])
  await again.user.click(await review())
  leave()

  await comeHome()
  expect(await review()).toHaveAttribute('aria-expanded', 'false')
})

test('where nothing needs attention, nothing is said', async () => {
  await backend.start(seedOf([versionThatIs('live', { id: 'live' })]))

  await comeHome()

  expect(within(strip()).queryByRole('button')).toBeNull()
  expect(within(strip()).queryByRole('group')).toBeNull()
})

test('an overview that cannot be read says so quietly; the list does not need it, and it can be tried again', async () => {
  onTheWay('GET', /\/overview$/, nowhere)
  const { user } = visit('/?search=welcome')
  await findRow('Welcome series')
  becomeIdle()

  await within(strip()).findByText('The overview could not be read.')
  expect(screen.queryByRole('alert')).toBeNull()
  expect(namesShown()).toEqual(['Welcome series'])
  restored()
  await user.click(within(strip()).getByRole('button', { name: 'Try again' }))

  await within(strip()).findByRole('link', { name: /people inside/ })
})

test('numbers that may be old tell their age', async () => {
  await comeHome()
  onTheWay('GET', /\/overview$/, nowhere)

  readAgain()

  await within(strip()).findByText(/^These numbers are from \d+:\d\d:\d\d [AP]M\.$/)
  expect(within(strip()).getAllByRole('link')).toHaveLength(4)
})
