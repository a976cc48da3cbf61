import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { createSessionWith, viewer } from '#test/contract/support/sessions.ts'
import { backend, now, otherUser } from '#test/components/support/backend.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

const names = ['Alpha', 'Bravo', 'Carol', 'Delta', 'Echo']

/** A list of journeys in the order of their names, all of them live. */
async function openList(address = '/?sort=name', listed: readonly string[] = names) {
  await backend.start(buildSeed(listed.map((name) => buildVersion({ id: name.toLowerCase(), name, publishedAt: now - 1000 }))))
  const rendered = renderConsole(address)
  await findRow(listed[0] ?? '')
  return rendered
}

const getCheckbox = (name: string) => screen.getByRole('checkbox', { name: `Select ${name} v. 1` })
const getBar = () => screen.getByRole('region', { name: 'Selection' })
const findBar = () => screen.findByRole('region', { name: 'Selection' })
const listSelected = () => names.filter((name) => screen.queryByRole('checkbox', { name: `Select ${name} v. 1`, checked: true }))

test('rows are selected by their check boxes, and the bar says how many; the last deselected row removes it', async () => {
  const { user } = await openList()

  await user.click(getCheckbox('Bravo'))
  expect(await findBar()).toHaveTextContent('1 selected')
  await user.click(getCheckbox('Delta'))
  expect(getBar()).toHaveTextContent('2 selected')
  for (const name of ['Bravo', 'Delta']) await user.click(getCheckbox(name))

  expect(screen.queryByRole('region', { name: 'Selection' })).toBeNull()
})

test('a click with Shift selects all rows from the last one on', async () => {
  const { user } = await openList()

  await user.click(getCheckbox('Bravo'))
  await user.keyboard('{Shift>}')
  await user.click(getCheckbox('Delta'))
  await user.keyboard('{/Shift}')

  expect(listSelected()).toEqual(['Bravo', 'Carol', 'Delta'])
})

test('on the link of a row the space bar selects it, with Shift a range, and the page hears how many', async () => {
  const { user, announcements } = await openList()
  screen.getByRole('link', { name: 'Alpha' }).focus()

  await user.keyboard(' ')
  await findBar()
  await user.keyboard('{ArrowDown}{ArrowDown}{Shift>} {/Shift}')

  expect(listSelected()).toEqual(['Alpha', 'Bravo', 'Carol'])
  await waitFor(() => expect(announcements.at(-1)).toContain('3 selected'))
  expect(screen.getByRole('link', { name: 'Carol' })).toHaveFocus()
})

test('the heading selects the rows loaded, and takes them back', async () => {
  const { user } = await openList()
  const all = screen.getByRole('checkbox', { name: 'Select all 5 rows loaded' })

  await user.click(getCheckbox('Bravo'))
  expect(all).toBePartiallyChecked()
  await user.click(all)
  expect(listSelected()).toEqual(names)
  // All that match are loaded.
  expect(within(await findBar()).queryByRole('button', { name: /that match/ })).toBeNull()
  await user.click(all)

  expect(listSelected()).toEqual([])
})

test('all that match is a step of its own that says how many, and rows can be left out of it', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `Journey ${String(index).padStart(2, '0')}`)
  const { user } = await openList('/?sort=name', many)

  await user.click(screen.getByRole('checkbox', { name: 'Select all 30 rows loaded' }))
  expect(await findBar()).toHaveTextContent('30 selected')
  await user.click(within(getBar()).getByRole('button', { name: 'Select all 40 that match' }))
  expect(getBar()).toHaveTextContent('All 40 that match are selected')
  await user.click(getCheckbox('Journey 03'))

  expect(getBar()).toHaveTextContent('39 of 40 that match are selected')
  expect(getCheckbox('Journey 03')).not.toBeChecked()
})

test('when the filters change, all that match is narrowed to the rows loaded, and the bar says so', async () => {
  const many = Array.from({ length: 40 }, (_, index) => `Journey ${String(index).padStart(2, '0')}`)
  const { user } = await openList('/?sort=name', many)
  await user.click(getCheckbox('Journey 00'))
  await user.click(within(await findBar()).getByRole('button', { name: 'Select all 40 that match' }))

  await user.type(screen.getByRole('searchbox'), 'Journey 39')

  await waitFor(() => expect(getShownNames()).toEqual(['Journey 39']))
  expect(getBar()).toHaveTextContent('30 selected')
  expect(getBar()).toHaveTextContent('The filters have changed: only rows that were loaded are still selected.')
})

test('selected rows that the filters hide are counted, and dropped in one click', async () => {
  const { user } = await openList()
  await user.click(screen.getByRole('checkbox', { name: 'Select all 5 rows loaded' }))

  await user.type(screen.getByRole('searchbox'), 'a')
  await user.type(screen.getByRole('searchbox'), 'l')

  await waitFor(() => expect(getShownNames()).toEqual(['Alpha']))
  expect(await findBar()).toHaveTextContent('5 selected 4 of them are not shown here')
  await user.click(within(getBar()).getByRole('button', { name: 'Leave out 4 not shown' }))
  expect(getBar()).toHaveTextContent(/^1 selected(?!.*not shown)/)
})

test('the selection survives sorting and changes by others, and the list without rows', async () => {
  const { user } = await openList()
  await user.click(getCheckbox('Bravo'))
  await user.click(getCheckbox('Echo'))

  await user.click(screen.getByRole('button', { name: 'Name' }))
  await waitFor(() => expect(getShownNames()[0]).toBe('Echo'))
  await otherUser.sendCommand('stop', 'bravo')
  runPolls()
  await waitFor(async () => expect(await findRow('Bravo')).toHaveTextContent('Stopped'))
  expect(listSelected()).toEqual(['Bravo', 'Echo'])
  await user.type(screen.getByRole('searchbox'), 'no such name')
  await screen.findByRole('heading', { name: 'No journey matches' })

  expect(getBar()).toHaveTextContent('2 selected 2 of them are not shown here')
})

test('Clear selection removes the bar, and the focus goes to the rows', async () => {
  const { user } = await openList()
  await user.click(getCheckbox('Bravo'))

  await user.click(within(await findBar()).getByRole('button', { name: 'Clear selection' }))

  expect(listSelected()).toEqual([])
  await waitFor(() => expect(getCheckbox('Alpha')).toHaveFocus())
})

test('more than 500 are said to be too many before anything is sent', async () => {
  const many = Array.from({ length: 501 }, (_, index) => `Journey ${String(index).padStart(3, '0')}`)
  const { user } = await openList('/?sort=name', many)
  await user.click(getCheckbox('Journey 000'))
  await user.click(within(await findBar()).getByRole('button', { name: 'Select all 501 that match' }))

  const stop = within(getBar()).getByRole('button', { name: 'Stop' })
  expect(stop).toHaveAttribute('aria-disabled', 'true')
  expect(stop).toHaveAccessibleDescription('At most 500 journeys can be ended at once. Select fewer.')
  await user.click(getCheckbox('Journey 001'))

  expect(stop).not.toHaveAttribute('aria-disabled')
})

test('only who may close or stop sees check boxes, and an action that is not permitted says why', async () => {
  await openList()
  backend.signIn(viewer)
  runPolls()
  await waitFor(() => expect(screen.queryAllByRole('checkbox')).toEqual([]))

  backend.signIn(createSessionWith('view', 'edit'))
  runPolls()
  await waitFor(() => getCheckbox('Alpha').click())
  const stop = within(await findBar()).getByRole('button', { name: 'Stop' })

  expect(stop).toHaveAttribute('aria-disabled', 'true')
  expect(stop).toHaveAccessibleDescription('You do not have permission to stop journeys.')
})

test('check boxes change neither the names of rows and of their headers, nor those of the columns', async () => {
  await openList()

  expect(screen.getByRole('row', { name: /^Alpha v\. 1 \(Latest\) Live/ })).toBeInTheDocument()
  expect(screen.getByRole('rowheader', { name: 'Alpha' })).toBeInTheDocument()
  expect(screen.getByRole('columnheader', { name: 'Name' })).toBeInTheDocument()
})
