import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { backend } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'

type User = ReturnType<typeof renderConsole>['user']

const versions = [buildVersion({ id: 'a', name: 'Alpha', tags: ['sale', '<b>bold</b>'], description: 'עברית \u202e!' })]

const getHeadings = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent)
const getCells = async () => {
  const row = await findRow('Alpha')
  return within(row)
    .getAllByRole('cell')
    .slice(0, -1)
    .map(({ textContent }) => textContent)
}
const openColumns = async (user: User) => {
  await user.click(screen.getByRole('button', { name: 'Columns' }))
  return within(await screen.findByRole('dialog', { name: 'Columns' }))
}

beforeEach(async () => {
  localStorage.clear()
  await backend.start(buildSeed(versions))
})

const defaultHeadings = ['Name', 'Version', 'Status', 'People inside', 'Last update', 'Ended', 'Actions']

test('columns are shown, hidden and ordered by keyboard; the browser and the address remember them', async () => {
  const { user, getAddress, announcements } = renderConsole('/')
  await findRow('Alpha')
  expect(getHeadings()).toEqual(defaultHeadings)

  const panel = await openColumns(user)
  for (const column of ['Version', 'Last update', 'Ended']) {
    const box = panel.getByRole('checkbox', { name: column })
    box.focus()
    await user.keyboard(' ')
    expect(panel.getByRole('checkbox', { name: column })).toHaveFocus()
  }
  await user.click(panel.getByRole('checkbox', { name: 'Tags' }))
  const earlier = panel.getByRole('button', { name: 'Move Tags earlier' })
  earlier.focus()
  await user.keyboard('{Enter}')
  expect(panel.getByRole('button', { name: 'Move Tags earlier' })).toHaveFocus()
  await waitFor(() => expect(getHeadings()).toEqual(['Name', 'Status', 'Tags', 'People inside', 'Actions']))
  expect((await getCells())[1]).toBe('sale, <b>bold</b>')
  await waitFor(() => expect(announcements.join(' ')).toContain('Tags is column 3 of 4.'))
  expect(getAddress()).toBe('/?columns=name%2Cstatus%2Ctags%2Cpeople')

  // Another visit, at the plain address.
  const { container } = renderConsole('/')
  await waitFor(() =>
    expect(
      within(container)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Name', 'Status', 'Tags', 'People inside', 'Actions']),
  )
})

test('the name is always there, and says so', async () => {
  const { user } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const name = panel.getByRole('checkbox', { name: 'Name' })

  await user.click(name)

  expect(name).toBeChecked()
  expect(name).toHaveAccessibleDescription('Always shown')
  expect(panel.queryByRole('button', { name: 'Move Name later' })).toBeNull()
  expect(panel.getByRole('button', { name: 'Move Version earlier' })).toHaveAttribute('aria-disabled', 'true')
  expect(getHeadings()).toEqual(defaultHeadings)
})

test('a column is as wide as it was made, and rows as close; all can be as at first', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const getTable = () => screen.getByRole('table', { name: 'Journeys' })
  expect(panel.getByRole('slider', { name: 'Width of Status' })).toHaveAttribute('aria-valuetext', 'Automatic')

  fireEvent.change(panel.getByRole('slider', { name: 'Width of Status' }), { target: { value: '240' } })
  await user.click(panel.getByRole('radio', { name: 'Compact' }))

  await waitFor(() => expect(getTable().style.getPropertyValue('--columns')).toContain('minmax(15rem, 15rem)'))
  expect(panel.getByRole('slider', { name: 'Width of Status' })).toHaveAttribute('aria-valuetext', '240 px')
  expect(getTable().className).toContain('compact')
  expect(getAddress()).toBe('/?columns=compact%2Cname%2Cversion%2Cstatus.240%2Cpeople%2Cupdated%2Cended')

  await user.click(panel.getByRole('button', { name: 'As at first' }))
  expect(getTable().style.getPropertyValue('--columns')).toBe('')
  expect(getTable().className).not.toContain('compact')
  expect(getAddress()).toBe('/')
  expect(localStorage.getItem('columns')).toBeNull()
})

test('a column can be dragged to the place of another one', async () => {
  const { user } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const findEntry = (name: string) => panel.getByRole('checkbox', { name }).closest('li')!

  fireEvent.dragStart(findEntry('Ended').querySelector('[draggable]')!)
  fireEvent.dragOver(findEntry('Status'))
  fireEvent.dragOver(findEntry('Name'))
  fireEvent.dragEnd(findEntry('Ended').querySelector('[draggable]')!)

  await waitFor(() => expect(getHeadings()).toEqual(['Name', 'Version', 'Ended', 'Status', 'People inside', 'Last update', 'Actions']))
})

test('what an address or the browser has that is no column is ignored', async () => {
  localStorage.setItem('columns', '<script>,status.9999999,,name.x,tags')
  renderConsole('/')
  await waitFor(() => expect(getHeadings()).toEqual(['Name', 'Tags', 'Actions']))
  expect(await getCells()).toHaveLength(1)
})

test('without storage the address has the columns', async () => {
  vi.spyOn(Storage.prototype, 'getItem').mockImplementation(() => {
    throw new Error('denied')
  })
  vi.spyOn(Storage.prototype, 'setItem').mockImplementation(() => {
    throw new Error('denied')
  })
  const { user } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)

  await user.click(panel.getByRole('checkbox', { name: 'Ended' }))

  await waitFor(() => expect(getHeadings()).toEqual(defaultHeadings.filter((heading) => heading !== 'Ended')))
  vi.restoreAllMocks()
})

test('texts of others are isolated and not translated, and every further column has its cell', async () => {
  renderConsole('/?columns=description,type,tags,starts,ends,created,createdBy,updatedBy,published,publishedBy')
  const cells = await getCells()

  expect(cells.slice(0, 3)).toEqual(['עברית \u202e!', 'Unitary event', 'sale, <b>bold</b>'])
  expect(cells.slice(3, 5)).toEqual(['–', '–'])
  expect(cells).toHaveLength(10)
  const description = within(await findRow('Alpha')).getByText('עברית \u202e!')
  expect([description.tagName, description.getAttribute('translate')]).toEqual(['BDI', 'no'])
  expect(getHeadings()).toContain('Last update by')
})

test('a saved view has the columns that are shown', async () => {
  localStorage.setItem('columns', 'name,tags')
  const { user, getAddress } = renderConsole('/?status=live')
  await findRow('Alpha')
  await user.click(screen.getByRole('button', { name: 'Views' }))
  await user.click(await screen.findByRole('button', { name: 'Save this list as a view' }))
  await user.keyboard('Tagged{Enter}')
  await screen.findByRole('group', { name: 'View' })
  expect(getAddress()).toMatch(/^\/\?status=live&view=[^&]+&columns=name%2Ctags$/)

  const panel = await openColumns(user)
  await user.click(panel.getByRole('checkbox', { name: 'Status' }))

  expect(screen.getByRole('group', { name: 'View' })).toHaveTextContent('Edited')
  await user.click(screen.getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(getHeadings()).toEqual(['Name', 'Tags', 'Actions']))
  expect(screen.getByRole('group', { name: 'View' })).not.toHaveTextContent('Edited')
})

const getTracks = () => screen.getByRole('table', { name: 'Journeys' }).style.getPropertyValue('--columns')

test('the table follows a width at once, and the address gets the last one only', async () => {
  const { user } = renderConsole('/?sort=name', 'browser')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const slider = panel.getByRole('slider', { name: 'Width of Status' })
  const replaceState = vi.spyOn(history, 'replaceState')

  // Without waiting: the address follows after a short time, whatever the machine does meanwhile.
  for (const width of [160, 240, 320]) {
    fireEvent.change(slider, { target: { value: String(width) } })
    expect(getTracks()).toContain(`minmax(${width / 16}rem, ${width / 16}rem)`)
    expect(location.search).toBe('?sort=name')
  }
  expect(screen.queryByText(/ignored/)).toBeNull()
  fireEvent.blur(slider)

  await waitFor(() => expect(location.search).toBe('?sort=name&columns=name%2Cversion%2Cstatus.320%2Cpeople%2Cupdated%2Cended'))
  expect(replaceState.mock.calls.filter(([, , address]) => String(address).includes('columns'))).toHaveLength(1)
  expect(getTracks()).toContain('minmax(20rem, 20rem)')
})

test('a width reaches the address without a further press, and with the next change at the latest', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)

  fireEvent.change(panel.getByRole('slider', { name: 'Width of Status' }), { target: { value: '240' } })
  await waitFor(() => expect(getAddress()).toContain('status.240'))

  fireEvent.change(panel.getByRole('slider', { name: 'Width of Status' }), { target: { value: '250' } })
  await user.click(panel.getByRole('checkbox', { name: 'Ended' }))
  expect(getAddress()).toBe('/?columns=name%2Cversion%2Cstatus.250%2Cpeople%2Cupdated')
})

test('Escape closes the panel with the width that is shown', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const slider = panel.getByRole('slider', { name: 'Width of Status' })
  slider.focus()
  fireEvent.change(slider, { target: { value: '240' } })

  await user.keyboard('{Escape}')

  expect(getAddress()).toContain('status.240')
})

test('the button of the panel closes it with the width that is shown, also in a browser that does not move the focus', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openColumns(user)
  const slider = panel.getByRole('slider', { name: 'Width of Status' })
  fireEvent.change(slider, { target: { value: '240' } })

  fireEvent.click(screen.getByRole('button', { name: 'Columns' }))

  await waitFor(() => expect(getAddress()).toContain('status.240'))
})

test('a view that was saved without columns has those of everybody: its edits can be discarded', async () => {
  const { user, getAddress } = renderConsole('/?status=live')
  await findRow('Alpha')
  await user.click(screen.getByRole('button', { name: 'Views' }))
  await user.click(await screen.findByRole('button', { name: 'Save this list as a view' }))
  await user.keyboard('Live{Enter}')
  await screen.findByRole('group', { name: 'View' })
  const address = getAddress()

  const panel = await openColumns(user)
  await user.click(panel.getByRole('checkbox', { name: 'Tags' }))
  await waitFor(() => expect(getHeadings()).toContain('Tags'))
  expect(screen.getByRole('group', { name: 'View' })).toHaveTextContent('Edited')
  await user.click(screen.getByRole('button', { name: 'Discard' }))

  await waitFor(() => expect(getHeadings()).toEqual(defaultHeadings))
  expect(getAddress()).toBe(address)
  expect(screen.getByRole('group', { name: 'View' })).not.toHaveTextContent('Edited')
})

test('columns that are chosen in a view are those of the view: the list has its own', async () => {
  localStorage.setItem('columns', 'name,tags')
  const { user } = renderConsole('/?status=live&view=some')
  await waitFor(() => expect(getHeadings()).toEqual(defaultHeadings))

  const panel = await openColumns(user)
  await user.click(panel.getByRole('checkbox', { name: 'Description' }))
  await waitFor(() => expect(getHeadings()).toContain('Description'))

  expect(localStorage.getItem('columns')).toBe('name,tags')
})
