import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { backend, interceptRequests, marketerClient, otherUser, removeInterceptions } from '#test/components/support/backend.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { listViews, removeView, saveView, updateView } from '#test/contract/support/saved-view-client.ts'
import { otherMarketer } from '#test/contract/support/sessions.ts'
import { applyOnce, failRequest, loseResponse } from '#test/support/transport-faults.ts'

const versions = [
  buildVersion({ id: 'a', name: 'Alpha', tags: ['sale'] }),
  buildVersion({ id: 'b', name: 'Beta', createdBy: otherMarketer.user }),
  buildVersionInStatus('stopped', { id: 'c', name: 'Gamma', tags: ['sale'] }),
]

type User = ReturnType<typeof renderConsole>['user']

const start = () => backend.start(buildSeed(versions))

const openViews = async (user: User) => {
  await user.click(screen.getByRole('button', { name: 'Views' }))
  return within(await screen.findByRole('dialog', { name: 'Views' }))
}

const getBar = () => within(screen.getByRole('group', { name: 'View' }))
const findBar = async () => within(await screen.findByRole('group', { name: 'View' }))
const getBarText = () => screen.getByRole('group', { name: 'View' }).textContent

/** The views of the marketer, as the backend has them. */
const readViews = async () => {
  const views = []
  for (const { name, query, shared } of await listViews(marketerClient)) views.push([name, query, shared])
  return views
}

test('a view is saved, opened, edited, saved, edited and discarded, saved under another name, renamed and deleted', async () => {
  await start()
  const { user, getAddress, announcements } = renderConsole('/?tag=sale&sort=name')
  await findRow('Alpha')

  // Saved.
  let panel = await openViews(user)
  await user.click(await panel.findByRole('button', { name: 'Save this list as a view' }))
  expect(panel.getByRole('textbox', { name: 'Name of the view' })).toHaveFocus()
  await user.keyboard('On sale{Enter}')
  await findBar()
  expect(getBarText()).toBe('View On sale')
  expect(await readViews()).toEqual([['On sale', 'tag=sale&sort=name', false]])
  expect(getAddress()).toMatch(/^\/\?tag=sale&sort=name&view=.+$/)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('button', { name: 'Views' })).toHaveFocus()
  await waitFor(() => expect(announcements.join()).toContain('On sale was saved.'))
  const savedAddress = getAddress()

  // Edited, and saved.
  await user.click(screen.getByRole('link', { name: /^Stopped/ }))
  await waitFor(() => expect(getShownNames()).toEqual(['Gamma']))
  expect(getBarText()).toBe('View On saleEditedSaveDiscardSave as')
  await user.click(getBar().getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(getBarText()).toBe('View On sale'))
  expect(await readViews()).toEqual([['On sale', 'status=stopped&tag=sale&sort=name', false]])
  expect(screen.getByRole('button', { name: 'Views' })).toHaveFocus()

  // Edited, and discarded.
  await user.click(screen.getByRole('link', { name: /^All/ }))
  await user.click(getBar().getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(getShownNames()).toEqual(['Gamma']))
  expect(getBarText()).toBe('View On sale')

  // Saved under another name.
  await user.click(screen.getByRole('link', { name: /^All/ }))
  await user.click(getBar().getByRole('button', { name: 'Save as' }))
  const form = within(await screen.findByRole('dialog', { name: 'Save as' }))
  await user.type(form.getByRole('textbox'), 'All on sale')
  await user.click(form.getByRole('checkbox', { name: 'Shared with everybody' }))
  await user.click(form.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(getBarText()).toBe('View All on sale'))
  expect(getAddress()).not.toBe(savedAddress)

  // Renamed.
  panel = await openViews(user)
  expect(panel.getByRole('link', { name: 'All on sale Shared' })).toHaveAttribute('aria-current')
  await user.click(panel.getByRole('button', { name: 'Rename or share On sale' }))
  expect(panel.getByRole('textbox')).toHaveValue('On sale')
  await user.keyboard('Stopped sale{Enter}')
  expect(await panel.findByRole('link', { name: 'Stopped sale' })).toBeVisible()
  expect(await readViews()).toEqual([
    ['All on sale', 'tag=sale&sort=name', true],
    ['Stopped sale', 'status=stopped&tag=sale&sort=name', false],
  ])

  // Deleted, after a question: the list stays as it is, and is no view any more.
  await user.click(panel.getByRole('button', { name: 'Delete All on sale' }))
  expect(
    panel.getByText((_, element) => element?.textContent === 'Delete All on sale? It is shared with everybody.' && element.tagName === 'P'),
  ).toBeVisible()
  expect(panel.getByRole('button', { name: 'Keep' })).toHaveFocus()
  await user.click(panel.getByRole('button', { name: 'Delete All on sale' }))
  await waitFor(() => expect(screen.queryByRole('group', { name: 'View' })).toBeNull())
  expect((await readViews()).map(([name]) => name)).toEqual(['Stopped sale'])
  expect(getAddress()).toBe('/?tag=sale&sort=name')
  expect(screen.getByRole('dialog', { name: 'Views' })).toHaveFocus()

  // Opened.
  await user.click(panel.getByRole('link', { name: 'Stopped sale' }))
  await waitFor(() => expect(getShownNames()).toEqual(['Gamma']))
  expect(screen.getByRole('button', { name: 'Views' })).toHaveFocus()
})

test('the built-in views come first, each an address of its own', async () => {
  await start()
  const { user, getAddress } = renderConsole('/?sort=name')
  await findRow('Alpha')
  const panel = await openViews(user)

  const links = within(panel.getByRole('region', { name: 'Built in' })).getAllByRole('link')

  expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
    ['Live', '/?status=live'],
    ['Draining', '/?status=closed'],
    ['Ended in the last 30 days', '/?ended=30&sort=-ended'],
    ['Mine', '/?createdBy=me'],
  ])
  await user.click(panel.getByRole('link', { name: 'Mine' }))
  await waitFor(() => expect(getShownNames().toSorted()).toEqual(['Alpha', 'Gamma']))
  expect(getAddress()).toBe('/?createdBy=me')
  expect(screen.queryByRole('group', { name: 'View' })).toBeNull()
})

test('a view that another user shares can be opened, and saved under another name, but not changed', async () => {
  await start()
  const { body: view } = await saveView(otherUser, { name: 'Bob’s live', query: 'status=live&sort=name', shared: true })
  await saveView(otherUser, { name: 'private', query: '' })
  const { user } = renderConsole('/')
  await findRow('Gamma')

  const panel = await openViews(user)
  const others = within(await panel.findByRole('region', { name: 'Shared by others' }))
  expect(others.getAllByRole('link').map((link) => link.textContent)).toEqual(['Bob’s liveby Bob Ng'])
  await user.click(others.getByRole('link'))
  await waitFor(() => expect(getShownNames()).toEqual(['Alpha', 'Beta']))
  await user.click(screen.getByRole('link', { name: /^All/ }))

  expect(
    getBar()
      .getAllByRole('button')
      .map(({ textContent }) => textContent),
  ).toEqual(['Discard', 'Save as'])
  // Its owner no longer shares it.
  await updateView(otherUser, view, { name: view.name, query: view.query })
  await user.click(getBar().getByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(getShownNames()).toEqual(['Alpha', 'Beta']))
})

test('the address of a view opens it in another browser; one that is not there says so', async () => {
  await start()
  const { body: view } = await saveView(otherUser, { name: 'Live', query: 'status=live&sort=name', shared: true })
  renderConsole(`/?status=live&sort=name&view=${view.id}`)
  await findRow('Alpha')
  await findBar()
  expect(getBarText()).toBe('View Live')

  const other = renderConsole('/?status=closed&view=gone')
  expect(await within(other.container).findByText(/^The view of this address does not exist any more/)).toBeVisible()
  expect(within(other.container).queryByText(/ignored/)).toBeNull()
})

test('names that cannot be, and names that are taken, are told beside the name', async () => {
  await start()
  const { user } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openViews(user)
  await user.click(await panel.findByRole('button', { name: 'Save this list as a view' }))
  await user.type(panel.getByRole('textbox'), 'Été{Enter}')
  await findBar()
  await openViews(user)
  await user.click(await screen.findByRole('button', { name: 'Save this list as a view' }))
  const again = within(screen.getByRole('dialog', { name: 'Views' }))
  const field = again.getByRole('textbox')

  await user.type(field, '  {Enter}')
  expect(field).toHaveAccessibleDescription('Give the view a name.')
  await user.clear(field)
  await user.type(field, `${'x'.repeat(81)}{Enter}`)
  expect(field).toHaveAccessibleDescription('A name has 80 characters at most.')
  await user.clear(field)
  await user.type(field, 'ete{Enter}')
  await waitFor(() => expect(field).toHaveAccessibleDescription('You have another view with this name.'))
  expect(field).toHaveFocus()
})

test('an edit that meets a newer view is not saved over it unseen', async () => {
  await start()
  const { body: view } = await saveView(marketerClient, { name: 'Mine', query: 'sort=name' })
  const { user } = renderConsole(`/?sort=name&view=${view.id}`)
  await findBar()
  // In another tab.
  await updateView(marketerClient, view, { name: 'Mine', query: 'status=closed' })
  await user.click(screen.getByRole('link', { name: /^Live/ }))

  await user.click(getBar().getByRole('button', { name: 'Save' }))

  expect(await screen.findByRole('alert')).toHaveTextContent(
    'Mine was changed elsewhere meanwhile. Save again to replace it, or discard what you changed.',
  )
  expect(await readViews()).toEqual([['Mine', 'status=closed', false]])
  await user.click(getBar().getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(getBarText()).toBe('View Mine'))
  expect(await readViews()).toEqual([['Mine', 'status=live&sort=name', false]])
})

test.each([
  ['is lost', loseResponse],
  ['never was', failRequest],
])('an answer that %s: the sentence says that pressing again is safe, and it is', async (_, fault) => {
  await start()
  interceptRequests('POST', /^\/api\/views$/, applyOnce(fault))
  const { user } = renderConsole('/?status=live')
  await findRow('Alpha')
  const panel = await openViews(user)
  await user.click(await panel.findByRole('button', { name: 'Save this list as a view' }))
  const field = panel.getByRole('textbox')
  await user.type(field, 'Once{Enter}')
  await waitFor(() => expect(field).toHaveAccessibleDescription('No answer came. Press again: nothing is saved twice.'))
  removeInterceptions()

  await user.click(panel.getByRole('button', { name: 'Save' }))

  await findBar()
  expect(await readViews()).toEqual([['Once', 'status=live', false]])
})

test('a view that was deleted elsewhere leaves the list as it is', async () => {
  await start()
  const { body: view } = await saveView(marketerClient, { name: 'Mine', query: 'sort=name' })
  const { user } = renderConsole(`/?sort=name&view=${view.id}`)
  await findBar()
  await removeView(marketerClient, view.id)
  await user.click(screen.getByRole('link', { name: /^Live/ }))

  await user.click(getBar().getByRole('button', { name: 'Save' }))

  expect(await screen.findByText(/^The view of this address does not exist any more/)).toBeVisible()
  expect(getShownNames()).toEqual(['Alpha', 'Beta'])
  expect(screen.getByRole('button', { name: 'Save as' })).toBeVisible()
})

test('a hostile name is text, isolated, and not translated', async () => {
  await start()
  const name = '<img src=x onerror=alert(1)>\u202eevil עברית'
  await saveView(marketerClient, { name, query: 'status=live' })
  const { user, container } = renderConsole('/')
  await findRow('Alpha')
  const panel = await openViews(user)

  const link = await panel.findByText(name)

  expect(link.tagName).toBe('BDI')
  expect(link).toHaveAttribute('translate', 'no')
  expect(container.querySelector('img')).toBeNull()
})

test('the focus is moved once, and not at each render, in the question whether a view is to be deleted', async () => {
  await start()
  await saveView(marketerClient, { name: 'Own', query: 'sort=name' })
  const { user, refetch } = renderConsole('/?sort=name')
  await findRow('Alpha')
  const panel = await openViews(user)
  await user.click(await panel.findByRole('button', { name: 'Delete Own' }))
  expect(panel.getByRole('button', { name: 'Keep' })).toHaveFocus()
  await user.tab({ shift: true })
  expect(panel.getByRole('button', { name: 'Delete Own' })).toHaveFocus()

  await saveView(otherUser, { name: 'Of Bob', query: '', shared: true })
  await refetch()
  await panel.findByRole('link', { name: /^Of Bob/ })

  expect(panel.getByRole('button', { name: 'Delete Own' })).toHaveFocus()
})

test.each([
  ['renamed', (user: User) => user.keyboard(' anew{Enter}')],
  ['left as it was', async (user: User) => user.click(screen.getByRole('button', { name: 'Cancel' }))],
])('once a view is %s, the focus stays in the panel', async (_, finish) => {
  await start()
  await saveView(marketerClient, { name: 'Own', query: 'sort=name' })
  const { user } = renderConsole('/?sort=name')
  await findRow('Alpha')
  const panel = await openViews(user)
  await user.click(await panel.findByRole('button', { name: 'Rename or share Own' }))
  expect(panel.getByRole('textbox')).toHaveFocus()

  await finish(user)
  await panel.findByRole('link', { name: /^Own|^anew/ })

  await waitFor(() => expect(screen.getByRole('dialog', { name: 'Views' })).toHaveFocus())
})
