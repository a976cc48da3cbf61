import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { viewer } from '#test/contract/support/sessions.ts'
import { backend, interceptRequests } from '#test/components/support/backend.ts'
import { changeResponse } from '#test/support/transport-faults.ts'
import { getPageHeader, renderConsole } from '#test/components/support/render-console.tsx'

const findMoreActions = () => screen.findByRole('button', { name: 'More actions' })

const actions = ['Publish', 'Resume', 'Create a new version', 'Duplicate', 'Pause', 'Delete', 'Close to new entrances', 'Stop']

/** The button beside `More actions`. */
const findMainButton = async () => within((await findMoreActions()).parentElement!).getAllByRole('button')[0]!

test.each([
  ['draft', 'refer-a-friend-v1', 'Publish'],
  ['test', 'lounge-invitation-v1', 'Publish'],
  ['live', 'welcome-series-v2', 'Create a new version'],
  ['paused', 'miles-about-to-expire-v1', 'Resume'],
  ['closed', 'cart-reminder-v5', 'Create a new version'],
  ['stopped', 'spring-offer-v1', 'Create a new version'],
  ['finished', 'black-friday-early-access-v1', 'Create a new version'],
])('the split button shows the main action of a journey that is %s', async (_, id, action) => {
  const { user } = renderConsole(`/journeys/${id}`)

  expect(await findMainButton()).toHaveTextContent(action)
  await user.click(await findMainButton())

  expect(await screen.findByRole('alertdialog')).toBeVisible()
})

test('the main action of an older version stays, and says why it is not available', async () => {
  const { user } = renderConsole('/journeys/birthday-voucher-v2')

  await user.click(await findMainButton())

  expect(await findMainButton()).toHaveTextContent('Create a new version')
  expect(await findMainButton()).toHaveAccessibleDescription('A new version can only be created from the latest one.')
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('the menu lists every action, Stop last and set apart', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await user.click(await findMoreActions())

  const menu = await screen.findByRole('menu', { name: 'More actions' })

  const items = within(menu).getAllByRole('menuitem')
  expect(items.map((item) => item.getAttribute('aria-labelledby')).map((id) => document.getElementById(id ?? '')?.textContent)).toEqual(
    actions,
  )
  expect(within(menu).getByRole('separator').nextSibling).toBe(items.at(-1))
})

test.each([
  ['{Enter}', 'Publish'],
  ['{ArrowDown}', 'Publish'],
  ['{ArrowUp}', 'Stop'],
])('%s opens the menu on %s', async (key, action) => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  ;(await findMoreActions()).focus()

  await user.keyboard(key)

  await waitFor(() => expect(screen.getByRole('menuitem', { name: action })).toHaveFocus())
})

test('Escape closes the menu and gives the focus back', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await user.click(await findMoreActions())
  await screen.findByRole('menu')

  await user.keyboard('{Escape}')

  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
  expect(await findMoreActions()).toHaveFocus()
})

test.each([
  ['refer-a-friend-v1', 'Pause', 'It is not live.'],
  ['refer-a-friend-v1', 'Resume', 'It is not paused.'],
  ['refer-a-friend-v1', 'Create a new version', 'It is already the working version.'],
  ['welcome-series-v2', 'Publish', 'It is already published.'],
  ['miles-about-to-expire-v1', 'Pause', 'It is already paused.'],
  ['cart-reminder-v5', 'Publish', 'It cannot be restarted.'],
  ['cart-reminder-v5', 'Pause', 'Only a live journey can be paused.'],
  ['cart-reminder-v5', 'Resume', 'A closed journey cannot be resumed.'],
  ['spring-offer-v1', 'Resume', 'A stopped journey cannot be resumed.'],
  ['birthday-voucher-v2', 'Create a new version', 'A new version can only be created from the latest one.'],
])('in the menu of %s, %s can be reached, does nothing, and says why: %s', async (id, action, why) => {
  const { user } = renderConsole(`/journeys/${id}`)
  await user.click(await findMoreActions())
  const item = await screen.findByRole('menuitem', { name: action })
  item.focus()

  await user.keyboard('{Enter}')

  expect(item).toHaveAttribute('aria-disabled', 'true')
  expect(item).toHaveAccessibleDescription(why)
  expect(item).toHaveFocus()
  expect(screen.queryByRole('alertdialog')).toBeNull()
})

test('the keyboard reaches every action of the menu, those that are not available too', async () => {
  const { user } = renderConsole('/journeys/spring-offer-v1')
  ;(await findMoreActions()).focus()
  await user.keyboard('{ArrowDown}')
  await screen.findByRole('menu')

  const reached: (string | undefined | null)[] = []
  for (const _ of actions) {
    reached.push(document.getElementById(document.activeElement?.getAttribute('aria-labelledby') ?? '')?.textContent)
    await user.keyboard('{ArrowDown}')
  }

  expect(reached).toEqual(actions)
})

test('a viewer reads at every action of the menu that a permission is missing', async () => {
  backend.signIn(viewer)
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await user.click(await findMoreActions())

  const items = await screen.findAllByRole('menuitem')

  const doings =
    'publish journeys, resume journeys, create versions, duplicate journeys, pause journeys, delete journeys, close journeys, stop journeys'
  const described = items.map((item) => document.getElementById(item.getAttribute('aria-describedby') ?? '')?.textContent)
  expect(described).toEqual(doings.split(', ').map((doing) => `You do not have permission to ${doing}.`))
})

test('a status from a newer server is shown as it came, and nothing can be done with it here', async () => {
  interceptRequests('GET', /\/welcome-series-v2$/, changeResponse({ status: 'archived' }))
  const { user } = renderConsole('/journeys/welcome-series-v2')
  await user.click(await findMoreActions())

  const items = await screen.findAllByRole('menuitem')

  expect(getPageHeader()).toBe('Welcome seriesVersion 2 (Latest)Unknown status “archived”')
  for (const item of items) {
    expect(item).toHaveAttribute('aria-disabled', 'true')
    expect(item).toHaveAccessibleDescription('This console does not know its status. Reload to get the newest console.')
  }
})
