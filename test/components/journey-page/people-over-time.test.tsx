import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { backend, otherUser, now, interceptRequests, removeInterceptions } from '#test/components/support/backend.ts'
import { holdRequest, failRequest } from '#test/support/transport-faults.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { renderConsole } from '#test/components/support/render-console.tsx'

const formatCount = (count: number | undefined) => (count === undefined ? '–' : count.toLocaleString('en'))

const hour = 3_600_000

const findFigure = () => screen.findByRole('figure')

/** The range that is shown. */
const getShownRange = () => within(screen.getByRole('group', { name: 'Time shown' })).getByRole('radio', { checked: true })

/** The numbers that are read out, by the name of their line. */
const readValues = () => {
  const values = within(screen.getByRole('figure')).getAllByRole('definition')
  return Object.fromEntries(
    within(screen.getByRole('figure'))
      .getAllByRole('term')
      .map((term, index) => [term.textContent, values[index]?.textContent]),
  )
}

test('the sentence of a live journey says when it would be empty if it closed now', async () => {
  const { forecast } = await otherUser.getPeople('7d', 'welcome-series-v2')
  renderConsole('/journeys/welcome-series-v2?view=people')

  const empty = new Date(forecast!.emptyAt).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' })
  expect(await findFigure()).toHaveAccessibleName(
    `12,480 people are inside. If you closed it now, the last of them would leave on ${empty}.`.replaceAll('\u202f', ' '),
  )
  expect(getShownRange()).toHaveAccessibleName('7 days')
})

test('a journey that drains shows all of its drain, and how many are left of how many', async () => {
  const { receipts } = await otherUser.getVersion('cart-reminder-v5')
  renderConsole('/journeys/cart-reminder-v5?view=people')

  expect(await findFigure()).toHaveAccessibleName(
    new RegExp(
      `^31 people are left of ${formatCount(receipts[0]!.peopleInside)} inside when it closed\\. It will be empty on March 11, 2026`,
    ),
  )
  expect(getShownRange()).toHaveAccessibleName('7 days')
})

test('a journey that was stopped is shown as a whole', async () => {
  renderConsole('/journeys/credit-limit-increase-v1?view=people')

  expect(await findFigure()).toHaveAccessibleName(/^Stopped on .+, with [\d,]+ people inside\.$/)
  expect(getShownRange()).toHaveAccessibleName('All')
})

test('a draft has no curve, and says why', async () => {
  renderConsole('/journeys/birthday-voucher-v3?view=people')

  expect(await screen.findByText('It was never published, so nobody has entered.')).toBeVisible()
  expect(screen.queryByRole('figure')).toBeNull()
})

test('another range is read from the backend, kept in the address, and found there again', async () => {
  const { user, getAddress } = renderConsole('/journeys/welcome-series-v2?view=people')
  await findFigure()

  await user.click(screen.getByRole('radio', { name: '24 hours' }))
  expect(getAddress()).toBe('/journeys/welcome-series-v2?view=people&range=24h')
  await user.click(screen.getByText('All numbers as a table'))

  const { points } = await otherUser.getPeople('24h', 'welcome-series-v2')
  const first = await screen.findByRole('row', {
    name: (name) =>
      name.startsWith(new Date(points[0]!.at).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' }).replaceAll('\u202f', ' ')),
  })
  expect(first).toBeVisible()
})

test('the table has every number of the curve and of the forecast', async () => {
  const { points, forecast, marks } = await otherUser.getPeople('7d', 'cart-reminder-v5')
  const { user } = renderConsole('/journeys/cart-reminder-v5?view=people')
  await findFigure()

  await user.click(screen.getByText('All numbers as a table'))

  const table = within(screen.getByRole('region', { name: 'All numbers as a table' })).getByRole('table')
  const [head, ...rows] = within(table).getAllByRole('row')
  expect(head!.textContent).toBe('TimeInsideExpectedEnteredCompletedStoppedTimed outWhat happened')
  const rowsByTime = new Map(
    rows.map((row) => [
      row.querySelector('time')!.dateTime,
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ]),
  )
  const counted = new Map(points.map((point) => [point.at, point]))
  const expected = new Map(forecast!.points.map((point) => [point.at, point]))
  expect([...rowsByTime.keys()]).toEqual([...new Set([...counted.keys(), ...expected.keys()])].toSorted())
  for (const [at, cells] of rowsByTime) {
    const point = counted.get(at)
    expect(cells.slice(0, -1)).toEqual(
      [point?.inside, expected.get(at)?.inside, point?.entered, point?.completed, point?.stopped, point?.timedOut].map(formatCount),
    )
  }
  expect(marks.map(({ type }) => type)).toEqual(['close'])
  expect(rowsByTime.get(marks[0]!.at)?.at(-1)).toBe('Closed')
})

test('walking along the curve by keyboard announces the numbers of each moment, and nothing else does', async () => {
  const { points } = await otherUser.getPeople('7d', 'welcome-series-v2')
  const { announcements } = renderConsole('/journeys/welcome-series-v2?view=people')
  await findFigure()
  const walker = screen.getByRole<HTMLInputElement>('slider', { name: 'Moment' })
  expect(walker.valueAsNumber).toBe(points.length - 1)

  fireEvent.change(walker, { target: { value: '3' } })

  const { at, inside, entered, completed } = points[3]!
  const time = new Date(at).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' })
  expect(walker.getAttribute('aria-valuetext')).toBe(
    `${time}: Inside ${formatCount(inside)}, Entered ${formatCount(entered)}, Completed ${formatCount(completed)}, Stopped 0, Timed out 0`,
  )
  expect(readValues()).toEqual({
    Inside: formatCount(inside),
    'If closed now': '–',
    Entered: formatCount(entered),
    Completed: formatCount(completed),
    Stopped: '0',
    'Timed out': '0',
  })
  expect(announcements).toEqual([])
})

test('a moment that is being read stays the same while the curve goes on', async () => {
  renderConsole('/journeys/welcome-series-v2?view=people')
  const sentence = (await findFigure()).querySelector('figcaption')!.textContent
  const walker = screen.getByRole('slider', { name: 'Moment' })
  fireEvent.change(walker, { target: { value: '20' } })
  const before = walker.getAttribute('aria-valuetext')

  backend.setTime(now + 9 * hour)
  runPolls()

  await waitFor(() => expect(screen.getByRole('figure')).not.toHaveAccessibleName(sentence))
  expect(walker.getAttribute('aria-valuetext')).toBe(before)
})

test('a drain that stalls says how many wait in vain, where, and until when', async () => {
  const { stall } = await otherUser.getVersion('business-account-onboarding-v1')
  renderConsole('/journeys/business-account-onboarding-v1?view=people')

  const said = await screen.findByRole('region', { name: 'The drain stalls' })

  expect(said).toHaveTextContent(
    `${formatCount(stall!.peopleInside)} people will not reach the end: they wait for something that will not come.`,
  )
  expect(said).toHaveTextContent(new Date(stall!.until).toLocaleDateString('en', { dateStyle: 'long' }))
  expect(
    within(said)
      .getAllByRole('term')
      .map((term) => term.textContent),
  ).toEqual(stall!.activities.map(({ name }) => name))
  expect(
    within(said)
      .getAllByRole('definition')
      .map((value) => value.textContent),
  ).toEqual(stall!.activities.map(({ peopleInside }) => formatCount(peopleInside)))
  expect(within(screen.getByRole('region', { name: 'People' })).getByText(/will not reach the end/)).toBeVisible()
})

test('a curve that cannot be read says so, and is read when that is tried again', async () => {
  interceptRequests('GET', /\/population$/, failRequest)
  const { user } = renderConsole('/journeys/welcome-series-v2?view=people')
  const alert = await screen.findByRole('alert')
  expect(alert).toHaveTextContent('The people over time could not be read. We cannot reach the server. Try again in a moment.')
  removeInterceptions()

  await user.click(within(alert).getByRole('button', { name: 'Try again' }))

  expect(await findFigure()).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('the curve before stands, marked as busy, while that of another range is read', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2?view=people')
  const curve = await findFigure()
  const { fault, release } = holdRequest()
  interceptRequests('GET', /\/population$/, fault)

  await user.click(screen.getByRole('radio', { name: 'All' }))
  await waitFor(() => expect(curve.closest('[aria-busy=true]')).not.toBeNull())
  release()

  await waitFor(() => expect(curve.closest('[aria-busy=true]')).toBeNull())
})
