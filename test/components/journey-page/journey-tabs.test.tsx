import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { visit } from '#test/components/support/render-console.tsx'

const tab = (name: string) => screen.findByRole('tab', { name })

test('a page opens on the path, and keeps what else is looked at in its address', async () => {
  const { user, address } = visit('/journeys/welcome-series-v2')
  expect(await tab('Path')).toHaveAttribute('aria-selected', 'true')

  await user.click(await tab('History'))

  expect(await screen.findByRole('tabpanel', { name: 'History' })).toBeVisible()
  expect(address()).toBe('/journeys/welcome-series-v2?view=history')
  await user.click(await tab('Path'))
  await waitFor(() => expect(address()).toBe('/journeys/welcome-series-v2'))
})

test('tabs are walked by arrow keys', async () => {
  const { user, address } = visit('/journeys/welcome-series-v2')
  ;(await tab('Path')).focus()

  await user.keyboard('{ArrowRight}')

  expect(await tab('People')).toHaveFocus()
  expect(await screen.findByRole('tabpanel', { name: 'People' })).toBeVisible()
  expect(address()).toBe('/journeys/welcome-series-v2?view=people')
})

test.each([
  ['?view=people', 'People'],
  ['?view=history', 'History'],
  ['?view=nonsense', 'Path'],
])('the address %s shows the tab %s', async (query, name) => {
  visit(`/journeys/welcome-series-v2${query}`)

  expect(await screen.findByRole('tabpanel', { name })).toBeVisible()
})
