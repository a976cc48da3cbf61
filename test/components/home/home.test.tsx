import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test } from 'vitest'
import { backend, countReads, otherUser, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { failRequest, replaceWithHtml } from '#test/support/transport-faults.ts'
import { runIdleCallbacks, scrollToEnd, triggerIntersections } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

const listPath = /^\/api\/versions$/

const getStatusTab = (name: RegExp) => within(screen.getByRole('navigation', { name: 'Status' })).getByRole('link', { name })

test.each([
  ['Welcome series', 'v. 2 (Latest)', 'Live', '12,480'],
  ['Card activation, 90-day onboarding', 'v. 2 (Latest)', 'Paused', '48,200'],
  ['Cart reminder', 'v. 5 (Latest)', 'Closed (no entrance) · 31 left', '31'],
  ['Spring offer', 'v. 1 (Latest)', 'Stopped', '–'],
  ['Black Friday early access', 'v. 1 (Latest)', 'Finished', '–'],
  ['Refer a friend', 'v. 1 (Latest)', 'Draft', '–'],
  ['Lounge invitation', 'v. 1 (Latest)', 'Draft (Test)', '–'],
])('the row of %s says %s, %s and how many people are inside: %s', async (name, version, status, people) => {
  renderConsole(`/?search=${name}`)

  const row = await findRow(name)

  const cells = within(row).getAllByRole('cell')
  expect(within(row).getByRole('rowheader')).toHaveTextContent(name)
  expect(cells.slice(0, 3).map((cell) => cell.textContent)).toEqual([version, status, people])
})

test('the row of a stopped journey says when, by whom and why', async () => {
  renderConsole('/?search=spring+offer')

  const row = await findRow('Spring offer')

  expect(within(row).getAllByRole('cell')[4]?.textContent).toBe('Feb 18 · Ana Ruiz: Wrong audience')
})

test('a name that looks like a page is text, wherever it stands', async () => {
  const name = '<b>Spring</b> & "sale"'
  renderConsole('/?search=spring+sale')

  const row = await findRow(name)

  expect(within(row).getByRole('link', { name })).toHaveAttribute('href', '/journeys/spring-sale-v1')
  expect(within(row).getByRole('button', { name: `Stop, ${name} v. 1` })).toBeVisible()
  expect(row.querySelector('b')).toBeNull()
})

test('searching forgives accents and capitals, and the search stands in the address', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Welcome series')

  await user.type(screen.getByRole('searchbox', { name: 'Search journeys' }), 'RIO carnavál')

  // The first word alone leads to the same list.
  await waitFor(() => expect(getAddress()).toBe('/?search=RIO+carnav%C3%A1l'))
  await waitFor(() => expect(getShownNames()).toEqual(['Río de Janeiro: Carnaval y más']))
})

test('a slash moves to the search from anywhere on the page, and is not typed', async () => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  within(row).getByRole('link', { name: 'Welcome series' }).focus()

  await user.keyboard('/')

  expect(screen.getByRole('searchbox')).toHaveFocus()
  expect(screen.getByRole('searchbox')).toHaveValue('welcome')
})

test('the tabs count the journeys of each status, and the heading says how many of all are shown', async () => {
  const { countsByStatus, totalCount } = await otherUser.getList()
  renderConsole('/?status=draft')
  await findRow('Refer a friend')

  const names = within(screen.getByRole('navigation', { name: 'Status' }))
    .getAllByRole('link')
    .map((link) => link.textContent)

  const of = (...statuses: string[]) => statuses.reduce((sum, status) => sum + (countsByStatus[status] ?? 0), 0)
  expect(names).toEqual([
    `All ${totalCount}`,
    `Live ${of('live')}`,
    `Paused ${of('paused')}`,
    `Closed (no entrance) ${of('closed')}`,
    `Stopped ${of('stopped')}`,
    `Finished ${of('finished')}`,
    `Draft ${of('draft', 'test')}`,
  ])
  expect(screen.getByText(`${of('draft', 'test')} of ${totalCount}`)).toBeVisible()
})

test('a tab shows only its journeys, says that it is the current one, and can be shared', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Welcome series')

  await user.click(getStatusTab(/^Stopped/))

  await waitFor(() => expect(getShownNames()).toEqual(['Weekend flash sale', 'Credit limit increase', 'Spring offer', '5G upgrade']))
  expect(getStatusTab(/^Stopped/)).toHaveAttribute('aria-current', 'true')
  expect(getAddress()).toBe('/?status=stopped')
})

test('older versions are shown on request', async () => {
  const { user, getAddress } = renderConsole('/?search=birthday')
  await findRow('Birthday voucher')

  await user.click(screen.getByRole('radio', { name: 'All versions' }))

  await screen.findByRole('row', { name: /^Birthday voucher\s*v\. 2\s*Live/ })
  expect(getShownNames()).toEqual(['Birthday voucher', 'Birthday voucher', 'Birthday voucher'])
  expect(getAddress()).toBe('/?search=birthday&versions=all')
})

test('pressing a heading sorts by it, from the greatest; pressing it again turns the order round', async () => {
  const { user, getAddress } = renderConsole('/?status=closed')
  await findRow('Cart reminder')
  const closed = (await otherUser.getList('status=closed')).items.toSorted((one, other) => one.peopleInside - other.peopleInside)
  const upwards = closed.map(({ name }) => name)
  const heading = () => screen.getByRole('columnheader', { name: 'People inside' })

  await user.click(within(heading()).getByRole('button'))
  await waitFor(() => expect(getShownNames()).toEqual(upwards.toReversed()))
  expect(heading()).toHaveAttribute('aria-sort', 'descending')

  await user.click(within(heading()).getByRole('button'))
  await waitFor(() => expect(getShownNames()).toEqual(upwards))
  expect(heading()).toHaveAttribute('aria-sort', 'ascending')
  expect(getAddress()).toBe('/?status=closed&sort=people')
})

test('arrow keys, Home and End move from name to name', async () => {
  const { user } = renderConsole('/?status=stopped')
  const first = within(await findRow('Weekend flash sale')).getByRole('link', { name: 'Weekend flash sale' })
  first.focus()

  await user.keyboard('{ArrowDown}')
  expect(screen.getByRole('link', { name: 'Credit limit increase' })).toHaveFocus()

  await user.keyboard('{End}')
  expect(screen.getByRole('link', { name: '5G upgrade' })).toHaveFocus()

  await user.keyboard('{ArrowUp}{Home}{ArrowUp}')
  expect(first).toHaveFocus()
})

test('more journeys come as the end of the list comes into sight, and each of them once', async () => {
  const { matchingCount, items } = await otherUser.getList('limit=200')
  renderConsole('/')
  await findRow('Welcome series')
  expect(getShownNames()).toHaveLength(30)
  expect(screen.getByRole('table')).toHaveAttribute('aria-rowcount', String(matchingCount + 1))

  for (let shown = 30; shown < matchingCount; shown += 30) {
    triggerIntersections()
    await waitFor(() => expect(getShownNames()).toHaveLength(Math.min(shown + 30, matchingCount)))
  }

  expect(getShownNames()).toEqual(items.map(({ name }) => name))
  expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull()
})

test('more journeys do not come by themselves while the button that asks for them has the focus', async () => {
  const { user } = renderConsole('/')
  await findRow('Welcome series')
  const showMore = screen.getByRole('button', { name: 'Show more' })
  const count = countReads(listPath)

  act(() => showMore.focus())
  triggerIntersections()
  await act(() => flushEventLoop())
  expect(count()).toBe(0)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(getShownNames()).toHaveLength(60))
  expect(count()).toBe(1)
})

test('a page that a refetch cancels is requested again while the end of the list is in sight', async () => {
  const { matchingCount } = await otherUser.getList('limit=1')
  const { refetch } = renderConsole('/')
  await findRow('Welcome series')

  const refetched = refetch()
  onTestFinished(scrollToEnd())
  const refetchedAgain = refetch()
  await Promise.all([refetched, refetchedAgain])

  await waitFor(() => expect(getShownNames()).toHaveLength(matchingCount))
})

test('an empty list says why it is empty, and shows everything again', async () => {
  const { user, getAddress } = renderConsole('/?search=nothing+is+called+that&status=paused')

  await screen.findByRole('heading', { name: 'No journey matches' })
  expect(screen.getByText('Nothing fits the search and filters that are set.')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Clear all' }))

  await findRow('Welcome series')
  expect(getAddress()).toBe('/')
  expect(screen.getByRole('searchbox')).toHaveValue('')
})

test('where there are no journeys yet there is nothing to clear', async () => {
  await backend.start({ versions: [], history: [] })
  renderConsole('/')

  await screen.findByText('There are no journeys yet.')

  expect(screen.queryByRole('button', { name: 'Clear all' })).toBeNull()
})

test('a list that cannot be read says so, and that nothing was changed; trying again brings it', async () => {
  interceptRequests('GET', listPath, failRequest)
  const { user } = renderConsole('/')

  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent(
    'The journeys could not be read. We cannot reach the server. Try again in a moment. Nothing was changed by this.',
  )
  expect(screen.queryByRole('table')).toBeNull()
  removeInterceptions()
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))

  await findRow('Welcome series')
  expect(screen.queryByRole('alert')).toBeNull()
})

test.each([
  ['the list', listPath],
  ['who is signed in', /^\/api\/session$/],
])(
  'if %s cannot be read at first, the failure comes before everything else, and nothing looks as if it were still loading',
  async (_, path) => {
    sessionStorage.setItem('advice', '600')
    interceptRequests('GET', path, failRequest)
    renderConsole('/')

    const alert = await screen.findByRole('alert')

    expect(alert).toHaveTextContent('The journeys could not be read.')
    expect(alert.previousElementSibling).toContainElement(screen.getByRole('heading', { level: 1 }))
    expect(screen.queryByRole('table')).toBeNull()
    expect(screen.queryByRole('region', { name: 'Overview' })).toBeNull()
  },
)

test('rows that may be old stay and tell their age, until the backend answers again', async () => {
  const { user } = renderConsole('/?search=welcome')
  await findRow('Welcome series')
  interceptRequests('GET', listPath, failRequest)

  runPolls()
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent(/We cannot reach the server\. Try again in a moment\. These numbers are from \d+:\d\d:\d\d [AP]M\./)
  expect(await findRow('Welcome series')).toBeVisible()
  removeInterceptions()
  await user.click(within(alert).getByRole('button', { name: 'Try again' }))

  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
})

test('a change by another user is shown without a reload', async () => {
  renderConsole('/?search=back+in+stock')
  const row = await findRow('Back in stock alert')
  expect(row).toHaveTextContent('Live')

  await otherUser.sendCommand('close', 'back-in-stock-alert-v2', { body: { reason: 'campaignOver' } })
  runPolls()

  await waitFor(() => expect(row).toHaveTextContent('Closed (no entrance) · 87 left'))
  expect(row).toHaveTextContent('Bob Ng: Campaign over')
})

test('the focus goes to the heading when a list that cannot be read removes the overview', async () => {
  const { user } = renderConsole('/')
  await findRow('Welcome series')
  runIdleCallbacks()
  const link = await screen.findByRole('link', { name: /ended, last 7 days$/ })
  interceptRequests('GET', listPath, replaceWithHtml)

  link.focus()
  await user.keyboard('{Enter}')

  await waitFor(() => expect(link).not.toBeInTheDocument())
  expect(screen.getByRole('heading', { level: 1 })).toHaveFocus()
})
