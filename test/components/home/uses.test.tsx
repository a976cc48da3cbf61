import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { parseListParams } from '#features/home/filters/list-search-params.ts'
import { buildUsesPath } from '#features/version/uses/used-thing-link.tsx'
import { buildSeed, buildVersion, buildVersionInStatus, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { backend, now, otherUser } from '#test/components/support/backend.ts'
import { getDialog, getDialogButton, waitForDialogClosed, waitForImpact } from '#test/components/support/dialog.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

const [hello, ...others] = welcomeFlow.activities
const offerFlow = {
  entry: { ...welcomeFlow.entry, type: 'readAudience', audience: 'عملاء جدد' },
  activities: [{ ...hello!, template: 'Spring <offer>' }, ...others],
} as const

const published = { publishedAt: now - 86_400_000 }

/** Alpha and the older version of Bravo use the template; Carol does not, and Dora is over. */
const seed = buildSeed([
  buildVersion({ ...published, id: 'alpha', name: 'Alpha', flow: offerFlow, tags: ['sale'] }),
  buildVersion({ ...published, id: 'bravo', name: 'Bravo', journeyId: 'b', latest: false, flow: offerFlow }),
  buildVersionInStatus('draft', { id: 'bravo-2', name: 'Bravo', journeyId: 'b', number: 2, flow: offerFlow }),
  buildVersion({ ...published, id: 'carol', name: 'Carol', tags: ['sale'] }),
  buildVersionInStatus('stopped', { id: 'dora', name: 'Dora', flow: offerFlow }),
])

const listRows = () =>
  screen
    .getAllByRole('rowheader')
    .map((header) => header.getAttribute('aria-label') ?? '')
    .toSorted((one, other) => one.localeCompare(other))
const getBar = () => screen.findByRole('region', { name: 'Selection' })

/** The table of the path of Alpha. */
async function openTable() {
  await backend.start(seed)
  const rendered = renderConsole('/journeys/alpha')
  await rendered.user.click(await screen.findByRole('radio', { name: 'Table' }))
  return rendered
}

test('from an activity a marketer comes to everything live that uses its template, and stops all of it', async () => {
  const { user } = await openTable()

  await user.click(await screen.findByRole('link', { name: 'Everything live that uses this, template Spring <offer>' }))
  await findRow('Alpha')
  await waitFor(() => expect(listRows()).toEqual(['Alpha', 'Bravo']))
  expect(await screen.findByRole('button', { name: 'Remove filter Uses: Template: Spring <offer>' })).toBeInTheDocument()

  const bar = await getBar()
  expect(bar).toHaveTextContent('Nothing is selected. Closing or stopping then applies to all 2 that match.')
  await user.click(within(bar).getByRole('button', { name: 'Stop' }))
  await screen.findByRole('alertdialog')
  await waitForImpact()
  expect(getDialog()).toHaveTextContent('Are you sure you want to stop the 2 selected journeys?')
  await user.selectOptions(within(getDialog()).getByRole('combobox'), 'Faulty content or action')
  await user.click(getDialogButton('Stop'))
  await waitForDialogClosed()
  await backend.sendHeartbeat()
  runPolls()
  await waitFor(async () => expect((await otherUser.getVersion('bravo')).status).toBe('stopped'))
  expect((await otherUser.getVersion('carol')).status).toBe('live')
})

test.each([
  ['messages by E-mail', ['Alpha', 'Bravo', 'Carol'], 'Uses: Messages by: e-mail'],
  ['audience ⁨عملاء جدد⁩', ['Alpha', 'Bravo'], 'Uses: Audience: ⁨عملاء جدد⁩'],
  ['tag sale', ['Alpha', 'Carol'], 'Uses: Tag: sale'],
])('%s leads to what uses it', async (thing, names, chip) => {
  const { user } = await openTable()

  await user.click((await screen.findAllByRole('link', { name: `Everything live that uses this, ${thing}` }))[0]!)

  await waitFor(() => expect(listRows()).toEqual(names))
  expect(await screen.findByRole('button', { name: `Remove filter ${chip}` })).toBeInTheDocument()
})

test('all of it can be selected, and some left out', async () => {
  await backend.start(seed)
  const { user } = renderConsole(buildUsesPath('template:Spring <offer>'))
  await findRow('Alpha')

  await user.click(within(await getBar()).getByRole('button', { name: 'Select all 2 that match' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Select Bravo v. 1', checked: true }))

  await waitFor(async () => expect(await getBar()).toHaveTextContent('1 of 2 that match are selected'))
})

test('in the list of what uses a thing, a button of the bar that vanishes gives the focus to the next one, or to the rows', async () => {
  await backend.start(seed)
  const { user } = renderConsole(buildUsesPath('template:Spring <offer>'))
  const bar = within(await getBar())
  const all = await bar.findByRole('button', { name: 'Select all 2 that match' })
  all.focus()
  await user.keyboard('{Enter}')
  const clear = await bar.findByRole('button', { name: 'Clear selection' })
  await waitFor(() => expect(clear).toHaveFocus())
  await user.keyboard('{Enter}')

  await waitFor(async () => expect(await getBar()).toHaveTextContent('Nothing is selected.'))
  expect(screen.getAllByRole('checkbox', { name: /^Select Alpha|^Select Bravo/ })).toContain(document.activeElement)
})

test('the address of a used thing is one that the list understands', () => {
  const params = new URLSearchParams(buildUsesPath('tag:a&b=c').slice(1))
  expect(parseListParams(params)).toMatchObject({ tab: 'live', versions: 'all', uses: ['tag:a&b=c'] })
})

test('a value that means nothing finds nothing, and can be removed', async () => {
  await backend.start(seed)
  const { user } = renderConsole('/?uses=%E2%80%AEnonsense')

  await user.click(await screen.findByRole('button', { name: 'Remove filter Uses: nonsense' }))

  await findRow('Alpha')
})

test('used things can be chosen among the filters', async () => {
  await backend.start(seed)
  const { user } = renderConsole('/?versions=all')
  await user.click(await screen.findByRole('button', { name: 'Filters' }))

  const group = await screen.findByRole('group', { name: 'Uses' })
  expect(within(group).queryByText(/sale/)).toBeNull()
  await user.click(within(group).getByRole('checkbox', { name: /Template: Spring <offer>/ }))

  await waitFor(() => expect(listRows()).toEqual(['Alpha', 'Bravo', 'Bravo', 'Dora']))
})

test('a used thing that is set stands among the filters with its words and its number, also a tag', async () => {
  await backend.start(seed)
  const { user } = renderConsole('/?versions=all&uses=tag%3Asale&uses=template%3Agone&uses=nonsense')
  await findRow('Alpha')
  await user.click(await screen.findByRole('button', { name: 'Filters 3' }))
  const group = within(await screen.findByRole('group', { name: 'Uses' }))
  const listChosen = () => new Set(group.getAllByRole('checkbox', { checked: true }).map((box) => box.closest('label')?.textContent))

  expect(listChosen()).toEqual(new Set(['Tag: sale 2', 'Template: gone 0', 'nonsense 0']))
  await user.click(group.getByRole('checkbox', { name: /Tag: sale/ }))
  await waitFor(() => expect(listChosen().size).toBe(2))
  // It can be set again.
  expect(group.getByRole('checkbox', { name: 'Tag: sale 2' })).not.toBeChecked()
})
