import { screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { backend, countReads, interceptRequests, otherUser } from '#test/components/support/backend.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'
import { failRequest } from '#test/support/transport-faults.ts'
import { buildSeed, buildVersion, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

const versions = [
  buildVersion({ id: 'a', name: 'Alpha', tags: ['sale', '<b>bold</b>'] }),
  buildVersion({ id: 'b', name: 'Beta', tags: ['sale'], createdBy: otherMarketer.user }),
  buildVersionInStatus('stopped', { id: 'c', name: 'Gamma', createdBy: otherMarketer.user, tags: ['مرحبا'] }),
  buildVersionInStatus('draft', { id: 'd', name: 'Delta' }),
]

const openPanel = async (user: ReturnType<typeof renderConsole>['user']) => {
  await user.click(screen.getByRole('button', { name: /^Filters/ }))
  return screen.findByRole('dialog', { name: 'Filters' })
}

const findChoice = (name: RegExp) => screen.findByRole('checkbox', { name })
const getChips = () => screen.queryAllByRole('button', { name: /^Remove filter/ }).map((chip) => chip.getAttribute('aria-label'))

test('a value that is chosen filters the list, stands as a chip and in the address, and the chip removes it', async () => {
  await backend.start(buildSeed(versions))
  const { user, getAddress } = renderConsole('/?sort=name')
  await findRow('Alpha')

  await openPanel(user)
  await user.click(within(await screen.findByRole('group', { name: 'Tags' })).getByRole('checkbox', { name: /^sale/ }))

  await waitFor(() => expect(getShownNames()).toEqual(['Alpha', 'Beta']))
  expect(getAddress()).toBe('/?tag=sale&sort=name')
  expect(screen.getByRole('button', { name: 'Filters 1' })).toHaveAttribute('aria-expanded', 'true')
  await user.click(await screen.findByRole('button', { name: 'Remove filter Tag: sale' }))

  await waitFor(() => expect(getShownNames()).toHaveLength(4))
  expect(getAddress()).toBe('/?sort=name')
  expect(screen.getByRole('button', { name: 'Filters' })).toHaveFocus()
})

test('the numbers beside the values follow the other filters, and the values stay where they are', async () => {
  await backend.start(buildSeed(versions))
  const { user } = renderConsole('/')
  await findRow('Alpha')
  await openPanel(user)
  const getUsers = () =>
    within(screen.getAllByRole('group', { name: 'Created by' })[0]!)
      .getAllByRole('checkbox')
      .map((choice) => choice.closest('label')?.textContent)

  await findChoice(/^sale/)
  expect(getUsers()).toEqual(['me 2', 'Bob Ng 2'])
  await user.click(await findChoice(/^sale/))

  await waitFor(() => expect(getUsers()).toEqual(['me 1', 'Bob Ng 1']))
  await user.click(await findChoice(/^Legal/))
  await waitFor(() => expect(getUsers()).toEqual(['me 0', 'Bob Ng 0']))
  await user.click(await findChoice(/^Legal/))
  await user.click(screen.getAllByRole('checkbox', { name: /^me/ })[0]!)
  const getTags = () =>
    within(screen.getByRole('group', { name: 'Tags' }))
      .getAllByRole('checkbox')
      .map((choice) => choice.closest('label')?.textContent)
  // By their numbers, the second would be before the first.
  await waitFor(() => expect(getTags()).toEqual(['sale 1', '<b>bold</b> 1', 'مرحبا 0']))
})

test('“me” is who reads the address; others are called by their names', async () => {
  await backend.start(buildSeed(versions))
  const { getAddress } = renderConsole(`/?createdBy=me&createdBy=${otherMarketer.user.id}&publishedBy=nobody&sort=name`)

  await screen.findByRole('heading', { name: 'No journey matches' })

  await waitFor(() =>
    expect(getChips()).toEqual(['Remove filter Created by: me', 'Remove filter Created by: Bob Ng', 'Remove filter Published by: nobody']),
  )
  expect(getAddress()).toContain('createdBy=me')
})

test('a list of those that I created waits for who I am, and shows no others before', async () => {
  await backend.start(buildSeed(versions))
  const askedUsers: (string | null)[] = []
  interceptRequests('GET', /^\/api\/versions$/, (next, request) => {
    askedUsers.push(new URL(request.url).searchParams.get('createdBy'))
    return next()
  })
  renderConsole('/?createdBy=me&sort=name')

  await findRow('Alpha')

  expect(getShownNames()).toEqual(['Alpha', 'Delta'])
  expect([...new Set(askedUsers)]).toEqual([marketer.user.id])
})

test('an empty list says what leaves its journeys out, and clears all of it', async () => {
  await backend.start(buildSeed(versions))
  const { user, getAddress } = renderConsole('/?search=alp&status=paused&reason=legal&published=7')

  await screen.findByText('Nothing fits the search and filters that are set.')

  const sentence = 'Search: alp · Status: Paused · Reason: Legal or consent · Published in the last 7 days'
  expect(screen.getByText((_, element) => element?.tagName === 'P' && element.textContent === sentence)).toBeVisible()
  await user.click(screen.getAllByRole('button', { name: 'Clear all' })[0]!)
  await findRow('Alpha')
  expect(getAddress()).toBe('/')
})

test('the tabs carry the filters along', async () => {
  await backend.start(buildSeed(versions))
  const { user, getAddress } = renderConsole('/?tag=sale&createdBy=me')
  await findRow('Alpha')

  await user.click(screen.getByRole('link', { name: /^Live/ }))

  expect(getAddress()).toBe('/?status=live&createdBy=me&tag=sale')
})

test('Escape closes the panel, and the focus returns to its button; a press elsewhere closes it, too', async () => {
  const { user } = renderConsole('/')
  await findRow('Welcome series')
  const button = screen.getByRole('button', { name: 'Filters' })
  button.focus()
  await user.keyboard('{Enter}')
  const panel = await screen.findByRole('dialog', { name: 'Filters' })
  expect(panel).toHaveFocus()
  await user.tab()
  expect(panel).toContainElement(document.activeElement as HTMLElement)

  await user.keyboard('{Escape}')
  expect(panel).not.toBeInTheDocument()
  expect(button).toHaveFocus()

  await openPanel(user)
  await user.click(screen.getByRole('searchbox', { name: 'Search journeys' }))
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(screen.getByRole('searchbox', { name: 'Search journeys' })).toHaveFocus()
})

test('of many tags one is found by what it is called, whatever case and accents', async () => {
  const tags = ['Été', 'winter', 'mail', 'a', 'b', 'c', 'd', 'e', 'f']
  await backend.start(buildSeed(tags.map((tag, nth) => buildVersion({ id: `v${nth}`, name: `V${nth}`, tags: [tag] }))))
  const { user } = renderConsole('/')
  await findRow('V0')
  await openPanel(user)
  const group = within(await screen.findByRole('group', { name: 'Tags' }))

  await user.type(group.getByRole('searchbox', { name: 'Find in Tags' }), 'ete')
  expect(group.getAllByRole('checkbox').map((choice) => choice.closest('label')?.textContent)).toEqual(['Été 1'])
  await user.type(group.getByRole('searchbox'), 'xx')
  expect(group.getByText('Nothing is called that.')).toBeVisible()
})

test('of very many tags the first are shown, and any is found; one that is chosen stays in sight', async () => {
  const tags = Array.from({ length: 30 }, (_, nth) => `tag ${String(nth).padStart(2, '0')}`)
  await backend.start(buildSeed(tags.map((tag, nth) => buildVersion({ id: `v${nth}`, name: `V${nth}`, tags: [tag] }))))
  const { user } = renderConsole('/?search=v')
  await findRow('V0')
  await openPanel(user)
  const group = within(await screen.findByRole('group', { name: 'Tags' }))
  expect(group.getAllByRole('checkbox')).toHaveLength(20)
  expect(group.getByText('10 more. Type to find them.')).toBeVisible()

  await user.type(group.getByRole('searchbox'), '29')
  await user.click(group.getByRole('checkbox', { name: /^tag 29/ }))
  await user.clear(group.getByRole('searchbox'))

  expect(group.getAllByRole('checkbox')).toHaveLength(21)
  expect(group.getByRole('checkbox', { name: /^tag 29/ })).toBeChecked()
})

test('how many values a text finds is a status of the group, which the field is described by', async () => {
  const tags = Array.from({ length: 30 }, (_, nth) => `tag ${String(nth).padStart(2, '0')}`)
  await backend.start(buildSeed(tags.map((tag, nth) => buildVersion({ id: `v${nth}`, name: `V${nth}`, tags: [tag] }))))
  const { user } = renderConsole('/?search=v')
  await findRow('V0')
  await openPanel(user)
  const group = within(await screen.findByRole('group', { name: 'Tags' }))
  const field = group.getByRole('searchbox')
  const status = group.getByRole('status')
  expect(field).toHaveAccessibleDescription('10 more. Type to find them.')

  await user.type(field, '07')
  expect(status).toHaveTextContent('1 found.')
  await user.type(field, 'x')
  expect(status).toHaveTextContent('Nothing is called that.')
  await user.clear(field)
  await user.type(field, 'tag')
  expect(status).toHaveTextContent('30 found, 20 shown.')
})

test('to clear the filters keeps the focus in the panel: the button stays where it is, and is unavailable without filters', async () => {
  await backend.start(buildSeed(versions))
  const { user, getAddress } = renderConsole('/?tag=sale')
  await findRow('Alpha')
  await user.click(screen.getByRole('button', { name: 'Filters 1' }))
  const panel = await screen.findByRole('dialog', { name: 'Filters' })
  const clear = within(panel).getByRole('button', { name: 'Clear filters' })
  expect(clear).not.toHaveAttribute('aria-disabled')
  clear.focus()
  await user.keyboard('{Enter}')

  await waitFor(() => expect(getAddress()).toBe('/'))
  expect(clear).toHaveFocus()
  expect(clear).toHaveAttribute('aria-disabled', 'true')
  await user.keyboard('{Escape}')
  expect(panel).not.toBeInTheDocument()
})

test('a tag beyond those that the panel has is found as forgivingly as by the search, with its number, and can be chosen', async () => {
  const tags = Array.from({ length: 205 }, (_, nth) => `tag ${String(nth).padStart(3, '0')}`)
  await backend.start(
    buildSeed([
      ...tags.flatMap((tag, nth) => ['', '-again'].map((again) => buildVersion({ id: `v${nth}${again}`, name: `V${nth}`, tags: [tag] }))),
      buildVersion({ id: 'rare', name: 'Rare', tags: ['Chef d’Œuvre'] }),
    ]),
  )
  const { user, getAddress } = renderConsole('/')
  await screen.findAllByRole('row')
  await openPanel(user)
  const group = within(await screen.findByRole('group', { name: 'Tags' }))
  expect(group.getByText('At least 180 more. Type to find them.')).toBeVisible()
  const reads = countReads(/\/api\/facets$/)

  await user.type(group.getByRole('searchbox', { name: 'Find in Tags' }), "oeuvre d'")
  expect(group.queryByText('Nothing is called that.')).toBeNull()
  const found = await group.findByRole('checkbox', { name: 'Chef d’Œuvre 1' })
  expect(group.getAllByRole('checkbox')).toHaveLength(1)
  expect(reads()).toBe(1)
  await user.click(found)

  expect(getAddress()).toBe(`/?${new URLSearchParams({ tag: 'Chef d’Œuvre' })}`)
  await user.clear(group.getByRole('searchbox'))
  expect(group.getByRole('checkbox', { name: 'Chef d’Œuvre 1' })).toBeChecked()
  interceptRequests('GET', /\/api\/facets$/, failRequest)
  await user.type(group.getByRole('searchbox'), 'nothing')
  expect(await group.findByText('Not all could be searched. Type again.')).toBeVisible()
})

test('by days: since when journeys were published, changed or ended', async () => {
  const { user, getAddress } = renderConsole('/')
  await findRow('Welcome series')
  await openPanel(user)

  await user.selectOptions(await screen.findByRole('combobox', { name: 'Published within' }), '30')
  await user.selectOptions(screen.getByRole('combobox', { name: 'Last update within' }), '1')

  expect(getAddress()).toBe('/?published=30&updated=1')
  const { matchingCount } = await otherUser.getList('publishedWithin=30&updatedWithin=7')
  const updated = within(screen.getByRole('combobox', { name: 'Last update within' }))
  expect(await updated.findByRole('option', { name: `Last 7 days (${matchingCount})` })).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(getAddress()).toBe('/')
  expect(screen.getByRole('combobox', { name: 'Published within' })).toHaveDisplayValue('Any time')
})

test('the values are read when the panel is opened, and not before; without them the panel still works', async () => {
  const reads = countReads(/\/api\/facets$/)
  const { user, getAddress } = renderConsole('/')
  await findRow('Welcome series')
  await vi.dynamicImportSettled()
  expect(reads()).toBe(0)
  interceptRequests('GET', /\/api\/facets$/, failRequest)

  await openPanel(user)

  expect(await screen.findByText('The numbers of journeys could not be read.')).toBeVisible()
  await user.click(screen.getByRole('checkbox', { name: 'Read audience' }))
  expect(getAddress()).toBe('/?type=readAudience')
})
