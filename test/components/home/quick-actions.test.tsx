import { act, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { viewer } from '#test/contract/support/sessions.ts'
import { backend } from '#test/components/support/backend.ts'
import { isPopoverOpen, simulateTouchScreen } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'

/** The texts of the tooltips that are shown in a row. */
const listShownTooltips = (row: HTMLElement) =>
  within(row)
    .queryAllByRole('tooltip', { hidden: true })
    .filter(isPopoverOpen)
    .map(({ textContent }) => textContent)

test('a journey’s quick actions are reached by keyboard from its name, left to right, each named after the journey', async () => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  within(row).getByRole('link', { name: 'Welcome series' }).focus()

  const names: (string | null)[] = []
  for (let step = 0; step < 5; step++) {
    await user.tab()
    names.push(row.contains(document.activeElement) ? (document.activeElement?.getAttribute('aria-label') ?? null) : null)
  }

  expect(names).toEqual([
    'Open report, Welcome series v. 2',
    'Duplicate, Welcome series v. 2',
    'Close to new entrances, Welcome series v. 2',
    'Stop, Welcome series v. 2',
    'Delete, Welcome series v. 2',
  ])
})

test.each([
  ['Refer a friend', 'Close to new entrances', 'It is not live: nobody can enter a draft.'],
  ['Refer a friend', 'Stop', 'It is not live: nobody is inside a draft.'],
  ['Lounge invitation', 'Close to new entrances', 'It is in test mode: turn test mode off instead.'],
  ['Lounge invitation', 'Stop', 'It is in test mode: turn test mode off instead.'],
  ['Lounge invitation', 'Delete', 'It is in test mode: turn test mode off first.'],
  ['Sneaker drop', 'Delete', 'Close it first.'],
  ['Miles about to expire', 'Close to new entrances', 'Resume it first: people held inside could not walk to the end.'],
  ['Miles about to expire', 'Delete', 'Close or stop it first.'],
  ['Cart reminder', 'Close to new entrances', 'It is already closed.'],
  ['Cart reminder', 'Delete', 'A closed journey cannot be deleted: people may still be inside.'],
  ['Spring offer', 'Close to new entrances', 'Nobody is inside any more.'],
  ['Spring offer', 'Stop', 'It is already stopped.'],
  ['Black Friday early access', 'Close to new entrances', 'Nobody is inside any more.'],
  ['Black Friday early access', 'Stop', 'Everyone has already left.'],
])('of %s, the action %s is not available and says why: %s', async (name, action, why) => {
  const { user } = renderConsole(`/?search=${name}`)
  const row = await findRow(name)
  const button = within(row).getByRole('button', { name: new RegExp(`^${action}, ${name}`) })

  await user.click(button)

  expect(button).toHaveAttribute('aria-disabled', 'true')
  expect(button).toHaveAccessibleDescription(why)
  expect(listShownTooltips(row)).toEqual([why])
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test.each(['Duplicate', 'Close to new entrances', 'Stop', 'Delete'])(
  'a viewer reads why the action %s is not available',
  async (action) => {
    const doings: Readonly<Record<string, string>> = {
      Duplicate: 'duplicate',
      'Close to new entrances': 'close',
      Stop: 'stop',
      Delete: 'delete',
    }
    backend.signIn(viewer)
    renderConsole('/?search=welcome')
    const row = await findRow('Welcome series')

    const button = within(row).getByRole('button', { name: `${action}, Welcome series v. 2` })

    expect(button).toHaveAttribute('aria-disabled', 'true')
    expect(button).toHaveAccessibleDescription(`You do not have permission to ${doings[action]} journeys.`)
  },
)

test('an action that is available says no more than its name, and opens its dialog', async () => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  const button = within(row).getByRole('button', { name: 'Stop, Welcome series v. 2' })
  expect(button).not.toHaveAttribute('aria-disabled')
  expect(button).not.toHaveAccessibleDescription()

  await user.click(button)

  expect(await screen.findByRole('alertdialog', { name: 'Stop a journey' })).toBeVisible()
})

test('the report is the people of the journey’s page', async () => {
  const { user, getAddress } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')

  await user.click(within(row).getByRole('link', { name: 'Open report, Welcome series v. 2' }))

  expect(await screen.findByRole('tabpanel', { name: 'People' })).toBeVisible()
  expect(getAddress()).toBe('/journeys/welcome-series-v2?view=people')
})

test('there is one tooltip at a time: that of the control one points at takes the place of that of the focused one', async () => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  within(row).getByRole('link', { name: 'Welcome series' }).focus()
  await user.tab()
  expect(listShownTooltips(row)).toEqual(['Open report'])

  await user.hover(within(row).getByRole('button', { name: /^Stop,/ }))

  expect(listShownTooltips(row)).toEqual(['Stop'])
})

test('a finger that scrolls over an action shows no tooltip; a tap on one that is unavailable shows why', async () => {
  const { user } = renderConsole('/?search=spring+offer')
  const row = await findRow('Spring offer')
  const stop = within(row).getByRole('button', { name: /^Stop,/ })

  await user.pointer({ keys: '[TouchA>]', target: stop })
  expect(listShownTooltips(row)).toEqual([])
  await user.pointer({ keys: '[/TouchA]', target: stop })

  expect(listShownTooltips(row)).toEqual(['It is already stopped.'])
})

test.each([
  ['pointed at', (user: UserEvent, row: HTMLElement) => user.hover(row)],
  ['reached by keyboard', async (_: UserEvent, row: HTMLElement) => within(row).getByRole('link', { name: 'Welcome series' }).focus()],
])('the actions of a row are there at once, and have icons once the row is %s', async (_, reach) => {
  const { user } = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  const buttons = within(row).getAllByRole('button')
  const countIcons = () => buttons.filter((button) => button.querySelector('svg')).length
  expect([buttons.length, countIcons()]).toEqual([4, 0])

  await act(() => reach(user, row))

  expect(countIcons()).toBe(4)
})

test('where nothing can be pointed at, the actions of a row have icons at once', async () => {
  simulateTouchScreen()
  renderConsole('/?search=welcome')

  const row = await findRow('Welcome series')

  expect(
    within(row)
      .getAllByRole('button')
      .filter((button) => button.querySelector('svg')),
  ).toHaveLength(4)
})
