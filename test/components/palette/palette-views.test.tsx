import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { countReads, interceptRequests, marketerClient, otherUser } from '#test/components/support/backend.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { saveView } from '#test/contract/support/saved-view-client.ts'
import { holdRequest, respondUnavailable } from '#test/support/transport-faults.ts'

const viewsPath = /^\/api\/views$/
const unread = 'The saved views could not be read.'

const findViews = async (palette: HTMLElement) => within(await within(palette).findByRole('group', { name: 'Views' }))
const listViews = async (palette: HTMLElement) => (await findViews(palette)).getAllByRole('option').map(({ textContent }) => textContent)

const builtIn = ['LiveBuilt in', 'DrainingBuilt in', 'Ended in the last 30 daysBuilt in', 'MineBuilt in']

async function openPalette() {
  const { user, getAddress } = renderConsole('/journeys/weekend-flash-sale-v1')
  await screen.findByRole('button', { name: 'More actions' })
  await user.keyboard('{Control>}k{/Control}')
  return { user, getAddress, palette: await screen.findByRole('dialog', { name: 'Command palette' }) }
}

test('the views that are built in, saved or shared have a group of their own; those that others keep to themselves are not there', async () => {
  await saveView(marketerClient, { name: 'Sales', query: 'search=sale' })
  await saveView(marketerClient, { name: 'For all', query: 'search=all', shared: true })
  await saveView(otherUser, { name: 'Of Bob', query: 'status=live&sort=name', shared: true })
  await saveView(otherUser, { name: 'Private', query: '' })

  const { palette } = await openPalette()

  await waitFor(async () => expect(await listViews(palette)).toEqual([...builtIn, 'For allShared', 'Sales', 'Of Bobby Bob Ng']))
})

test('a saved view is found by its name, and Enter opens Home with it', async () => {
  const { body: view } = await saveView(otherUser, { name: 'Été, en cours', query: 'status=live&sort=name', shared: true })
  const { user, palette, getAddress } = await openPalette()

  await user.keyboard('ete en')
  await waitFor(() => expect(within(palette).queryAllByRole('option')).toEqual([]))
  await user.clear(within(palette).getByRole('combobox'))
  await user.keyboard('ete, en')
  await waitFor(async () => expect(await listViews(palette)).toEqual(['Été, en coursby Bob Ng']))
  await user.keyboard('{Enter}')

  await findRow('Welcome series')
  expect(getAddress()).toBe(`/?status=live&sort=name&view=${view.id}`)
  expect(await screen.findByRole('group', { name: 'View' })).toHaveTextContent('Été, en cours')
})

test('a shared view is found by the name of its owner', async () => {
  await saveView(otherUser, { name: 'Sales', query: 'search=sale', shared: true })
  const { user, palette } = await openPalette()

  await user.keyboard('bob')

  await waitFor(async () => expect(await listViews(palette)).toEqual(['Salesby Bob Ng']))
})

test.each([
  ['draining', '/?status=closed'],
  ['ended in the', '/?ended=30&sort=-ended'],
  ['mine', '/?createdBy=me'],
])('the built-in view %s opens Home at its address', async (typed, address) => {
  const { user, palette, getAddress } = await openPalette()

  await user.keyboard(typed)
  await user.click((await findViews(palette)).getByRole('option'))

  await waitFor(() => expect(getAddress()).toBe(address))
})

test('before anything is typed the first views are there; the others once they are looked for', async () => {
  for (const name of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6']) await saveView(marketerClient, { name, query: '' })
  const { user, palette } = await openPalette()
  await waitFor(async () => expect(await listViews(palette)).toEqual([...builtIn, 'v1', 'v2', 'v3', 'v4']))

  await user.keyboard('v6')

  await waitFor(async () => expect(await listViews(palette)).toEqual(['v6']))
})

test('the views are read once the palette is opened, and not before', async () => {
  const count = countReads(viewsPath)
  const { user } = renderConsole('/')
  await findRow('Welcome series')
  expect(count()).toBe(0)

  await user.keyboard('{Control>}k{/Control}')
  await screen.findByRole('dialog', { name: 'Command palette' })

  await waitFor(() => expect(count()).toBe(1))
})

test('a failed read of the views is reported in their group, also to a screen reader, and all else is found', async () => {
  interceptRequests('GET', viewsPath, respondUnavailable)
  const { user, palette, getAddress } = await openPalette()

  await waitFor(async () => expect(await listViews(palette)).toEqual([...builtIn, unread]))
  expect(within(palette).getByRole('status')).toHaveTextContent(unread)
  await user.keyboard('weekend')
  await waitFor(async () => expect(await listViews(palette)).toEqual([unread]))
  expect((await findViews(palette)).getByRole('option')).toHaveAttribute('aria-disabled', 'true')
  await user.clear(within(palette).getByRole('combobox'))
  await user.keyboard('xylo')
  await waitFor(() =>
    expect(
      within(palette)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual([unread]),
  )
  expect(within(palette).queryByText('Nothing matches.')).toBeNull()
  await user.clear(within(palette).getByRole('combobox'))
  await user.keyboard('welcome{Enter}')

  expect(await screen.findByRole('heading', { level: 1, name: 'Welcome series' })).toBeVisible()
  expect(getAddress()).toMatch(/^\/journeys\/welcome-series/)
})

test('Enter waits for views that are still being read if nothing else is found', async () => {
  const { body: view } = await saveView(marketerClient, { name: 'Xylophones', query: 'sort=name' })
  const held = holdRequest()
  interceptRequests('GET', viewsPath, held.fault)
  const { user, palette, getAddress } = await openPalette()

  await user.keyboard('xylo{Enter}')
  await waitFor(() => expect(within(palette).queryByRole('option', { name: /Welcome/ })).toBeNull())
  expect(palette).toBeVisible()
  expect(within(palette).queryByText('Nothing matches.')).toBeNull()
  expect(within(palette).getByText('Loading…')).toBeVisible()
  held.release()

  await waitFor(() => expect(getAddress()).toBe(`/?sort=name&view=${view.id}`))
})

test('a hostile name is text, isolated, and not translated', async () => {
  const hostile = '<b>\u202Eevil</b> \u2066"&amp;'
  await saveView(marketerClient, { name: hostile, query: 'search=%F0%9F&columns=<b>&status=constructor' })
  const { user, palette, getAddress } = await openPalette()

  await user.keyboard('evil')
  await waitFor(async () => expect(await listViews(palette)).toEqual([hostile]))
  const name = (await findViews(palette)).getByText(hostile)

  expect(name.tagName).toBe('BDI')
  expect(name).toHaveAttribute('translate', 'no')
  expect(palette.querySelector('b')).toBeNull()
  await user.keyboard('{Enter}')
  await waitFor(() => expect(getAddress()).toMatch(/^\/\?.*view=/))
})
