import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { backend, otherUser } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { unmountConsoles, renderConsole } from '#test/components/support/render-console.tsx'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { buildActivity, buildFlow } from '#test/unit/domain/population/example-life.ts'

const formatCount = (count: number) => count.toLocaleString('en')
const fifty = 'consent-renewal-all-channels-v2'

const findGraph = () => screen.findByRole('region', { name: 'Graph of the path' })
const findActivities = async () =>
  within(await within(await findGraph()).findByRole('application', { name: 'Activities' })).findAllByRole('group')

const formatPeople = (count: number, none: string, one: string, many: string) =>
  count === 0 ? none : `${formatCount(count)} ${count === 1 ? one : many}`

/** What the graph has to say about each activity, from the backend's own numbers. */
const mapNames = ({ activities }: Version) =>
  activities.map(({ name, inside, passed, stopped, timedOut, promised }) =>
    [
      `${name}: ${formatPeople(inside, 'nobody here', 'person here', 'people here')}`,
      formatPeople(passed, 'none passed', 'passed', 'passed'),
      ...(stopped > 0 ? [`${formatCount(stopped)} stopped here`] : []),
      ...(timedOut > 0 ? [`${formatCount(timedOut)} timed out here`] : []),
      ...(promised ? ['promised'] : []),
    ].join(', '),
  )

test.each([fifty, 'welcome-series-v2', 'credit-limit-increase-v1'])(
  'the graph of %s has every activity with its people, after the entry, in walking order',
  async (id) => {
    const version = await otherUser.getVersion(id)
    renderConsole(`/journeys/${id}`)

    const [entry, ...others] = await findActivities()

    expect(entry).toHaveAccessibleName(new RegExp(`^Entry .*: ${formatCount(version.people.entered)} people have entered$`))
    const names = others.map((place) => place.getAttribute('aria-label'))
    expect(names).toEqual(mapNames(version).map((name) => expect.stringContaining(` ${name}`) as string))
  },
)

test('every way out says its name, its share, how many took it, and where it leads', async () => {
  const { activities } = await otherUser.getVersion('welcome-series-v2')
  const [yes, no] = activities.find(({ kind }) => kind === 'condition')!.next
  renderConsole('/journeys/welcome-series-v2')

  const asks = (await findActivities()).find((place) => place.textContent.includes('Opened?'))

  expect(asks).toHaveAccessibleDescription(
    `Yes · 62%, ${formatCount(yes!.peopleTaken)} people, to Our best sellers. No · 38%, ${formatCount(no!.peopleTaken)} people, to Did you see our welcome?`,
  )
  expect(within(await findGraph()).getByText('Yes · 62%').parentElement).toHaveTextContent(`Yes · 62%${formatCount(yes!.peopleTaken)}`)
})

test.each([fifty, 'welcome-series-v2', 'credit-limit-increase-v1', 'loyalty-tier-upgrade-v3'])(
  'the table of %s has the same numbers as the graph and the backend',
  async (id) => {
    const { activities, people } = await otherUser.getVersion(id)
    const { user } = renderConsole(`/journeys/${id}`)
    const drawn = (await findGraph()).textContent

    await user.click(screen.getByRole('radio', { name: 'Table' }))

    const table = screen.getByRole('table')
    expect(table).toHaveAccessibleName(new RegExp(`^${formatCount(people.entered)} people have entered by: `))
    const [head, ...rows] = within(table).getAllByRole('row')
    expect(
      within(head!)
        .getAllByRole('columnheader')
        .map((cell) => cell.textContent),
    ).toEqual(['Activity', 'Kind', 'Here now', 'Passed', 'Stopped', 'Timed out', 'Ways out'])
    expect(rows).toHaveLength(activities.length)
    for (const [index, activity] of activities.entries()) {
      const [, ...cells] = within(rows[index]!).getAllByRole('cell')
      const counts = [activity.inside, activity.passed, activity.stopped, activity.timedOut].map(formatCount)
      expect(within(rows[index]!).getByRole('rowheader')).toHaveTextContent(activity.name)
      expect(cells.slice(0, 4).map((cell) => cell.textContent.replace(/^\D+/, ''))).toEqual(counts)
      for (const way of activity.next) {
        expect(cells[4]).toHaveTextContent(`${way.name === null ? '' : `${way.name} · `}${way.share}% ${formatCount(way.peopleTaken)} to `)
        expect(drawn).toContain(formatCount(way.peopleTaken))
      }
    }
  },
)

test('arrow keys walk the path: on, back, to the other branch, to its ends', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  const stops = await findActivities()
  const at = () => stops.indexOf(document.activeElement as HTMLElement)
  expect(stops.map((stop) => stop.tabIndex).filter((index) => index === 0)).toHaveLength(1)
  stops[0]!.focus()

  const walked: number[] = []
  for (let press = 1; press < stops.length; press++) {
    await user.keyboard('{ArrowDown}')
    walked.push(at())
  }

  expect(walked).toEqual(stops.slice(1).map((_, index) => index + 1))
  await user.keyboard('{Home}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}')
  const yes = at()
  await user.keyboard('{ArrowRight}')
  expect(stops[at()]).toHaveTextContent('Did you see our welcome?')
  await user.keyboard('{ArrowLeft}')
  expect(at()).toBe(yes)
  await user.keyboard('{ArrowUp}')
  expect(stops[at()]).toHaveTextContent('Opened?')
  await user.keyboard('{End}')
  expect(at()).toBe(stops.length - 1)
  expect(stops[at()]).toHaveAttribute('tabindex', '0')
})

test('a jump leads to the page of the journey it leads into', async () => {
  const { user, getAddress } = renderConsole('/journeys/refer-a-friend-v1')
  const { activities } = await otherUser.getVersion('refer-a-friend-v1')
  const { jumpTarget } = activities.find(({ kind }) => kind === 'jump')!
  const link = await within(await findGraph()).findByRole('link', { name: `Leads to ${jumpTarget!.name} v. ${jumpTarget!.number}` })

  await user.click(link)

  await waitFor(() => expect(getAddress()).toBe(`/journeys/${jumpTarget!.id}`))
})

test('when another user deletes the target of a jump whose link in the table has the focus, the heading gets the focus', async () => {
  const jump = { ...buildActivity('jump', 'jump', 0), journeyId: 'target' }
  await backend.start(
    buildSeed([
      buildVersion({ id: 'source', name: 'Source', flow: buildFlow(0, jump) }),
      buildVersionInStatus('draft', { id: 'target-1', journeyId: 'target', name: 'Target' }),
    ]),
  )
  const { user } = renderConsole('/journeys/source')
  await user.click(await screen.findByRole('radio', { name: 'Table' }))
  screen.getByRole('link', { name: 'Leads to Target v. 1' }).focus()

  expect((await otherUser.sendCommand('delete', 'target-1')).status).toBe(200)
  runPolls()

  expect(await within(screen.getByRole('table')).findByText('Its journey is not there any more')).toBeVisible()
  expect(screen.getByRole('heading', { name: 'Source', level: 1 })).toHaveFocus()
})

test('when another user stops the journey, every activity says so, in the same place', async () => {
  renderConsole('/journeys/welcome-series-v2')
  const before = await findActivities()

  await otherUser.sendCommand('stop', 'welcome-series-v2', { body: { reason: 'other', note: 'Wrong price' } })
  runPolls()

  await waitFor(() => expect(screen.getByText('Nobody is inside. The numbers are what has passed so far.')).toBeVisible())
  const version = await otherUser.getVersion('welcome-series-v2')
  expect(await findActivities()).toEqual(before)
  expect(before.slice(1).map((place) => place.getAttribute('aria-label'))).toEqual(
    mapNames(version).map((name) => expect.stringContaining(name) as string),
  )
})

test('this device remembers whether paths are looked at as a graph or as a table', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await user.click(await screen.findByRole('radio', { name: 'Table' }))

  unmountConsoles()
  renderConsole('/journeys/cart-reminder-v5')

  expect(await screen.findByRole('table')).toBeVisible()
})

test('the path is printed as a table', async () => {
  renderConsole('/journeys/welcome-series-v2')
  await findGraph()
  const path = within(screen.getByRole('region', { name: 'Path' }))

  act(() => void dispatchEvent(new Event('beforeprint')))

  expect(path.getByRole('table')).toHaveTextContent('Wait 3 days')
  act(() => void dispatchEvent(new Event('afterprint')))
  expect(path.queryByRole('table')).toBeNull()
})
