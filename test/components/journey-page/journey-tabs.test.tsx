import { screen, waitFor } from '@testing-library/react'
import { expect, onTestFinished, test } from 'vitest'
import { renderConsole } from '#test/components/support/render-console.tsx'

const findTab = (name: string) => screen.findByRole('tab', { name })

test('a page opens on the path, and keeps what else is looked at in its address', async () => {
  const { user, getAddress } = renderConsole('/journeys/welcome-series-v2')
  expect(await findTab('Path')).toHaveAttribute('aria-selected', 'true')

  await user.click(await findTab('History'))

  expect(await screen.findByRole('tabpanel', { name: 'History' })).toBeVisible()
  expect(getAddress()).toBe('/journeys/welcome-series-v2?view=history')
  await user.click(await findTab('Path'))
  await waitFor(() => expect(getAddress()).toBe('/journeys/welcome-series-v2'))
})

test('tabs are walked by arrow keys', async () => {
  const { user, getAddress } = renderConsole('/journeys/welcome-series-v2')
  ;(await findTab('Path')).focus()

  await user.keyboard('{ArrowRight}')

  expect(await findTab('People')).toHaveFocus()
  expect(await screen.findByRole('tabpanel', { name: 'People' })).toBeVisible()
  expect(getAddress()).toBe('/journeys/welcome-series-v2?view=people')
})

test.each([
  ['?view=people', 'People'],
  ['?view=history', 'History'],
  ['?view=nonsense', 'Path'],
])('the address %s shows the tab %s', async (query, name) => {
  renderConsole(`/journeys/welcome-series-v2${query}`)

  expect(await screen.findByRole('tabpanel', { name })).toBeVisible()
})

test('on a page from right to left, tabs and menus run from right to left', async () => {
  const { user } = renderConsole('/journeys/welcome-series-v2')
  const path = await findTab('Path')
  document.documentElement.dir = 'rtl'
  onTestFinished(() => document.documentElement.removeAttribute('dir'))
  await waitFor(() => expect(path.closest('[dir]')).toHaveAttribute('dir', 'rtl'))
  path.focus()

  await user.keyboard('{ArrowLeft}')

  expect(await findTab('People')).toHaveFocus()
  await user.click(screen.getByRole('button', { name: 'More actions' }))
  expect(await screen.findByRole('menu')).toHaveAttribute('dir', 'rtl')
})
