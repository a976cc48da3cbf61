import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

test.each([
  'welcome-series-v2',
  'Welcome series v. 2 (Latest)',
  'Welcome series v.\u00A02 (dernière)',
  'https://console.example/journeys/welcome-series-v2',
  'https://console.example/journeys/welcome-series-v2/?view=history#top',
  '/journeys/welcome%2Dseries-v2',
])('what the page of a journey shows of it finds it: %s', async (shown) => {
  const { user, getAddress } = renderConsole('/?search=cart')
  await findRow('Cart reminder')

  await user.clear(screen.getByRole('searchbox', { name: 'Search journeys' }))
  await user.paste(shown)

  await waitFor(() => expect(getShownNames()).toEqual(['Welcome series']))
  expect(screen.getByRole('searchbox')).toHaveValue(shown)
  expect(new URLSearchParams(getAddress().slice(1)).get('search')).toBe(shown)
})

test('an empty list says that older versions match, and leads to them', async () => {
  const { user, getAddress } = renderConsole('/?search=birthday-voucher-v1')
  await screen.findByRole('heading', { name: 'No journey matches' })

  await user.click(await screen.findByRole('link', { name: 'Show 1 older version that matches' }))

  expect(await findRow('Birthday voucher')).toHaveTextContent('v. 1')
  expect(getAddress()).toBe('/?search=birthday-voucher-v1&versions=all')
})

test.each(['', '&versions=all'])(
  'an empty list says nothing of older versions that do not match, or are shown already (%s)',
  async (versions) => {
    const { refetch } = renderConsole(`/?search=nothing+is+called+that${versions}`)
    await screen.findByRole('heading', { name: 'No journey matches' })

    await refetch()

    expect(screen.queryByRole('link', { name: /^Show \d/ })).toBeNull()
  },
)

test('a filter that is pressed in the moment in which the address changes keeps the search', async () => {
  const { user, getAddress } = renderConsole('/', 'browser')
  const live = within(await screen.findByRole('navigation', { name: 'Status' })).getByRole('link', { name: /^Live/ })
  await screen.findByRole('link', { name: 'Welcome series' })
  const replaceState = window.history.replaceState.bind(window.history)
  const spy = vi.spyOn(window.history, 'replaceState').mockImplementation((...entry) => {
    replaceState(...entry)
    if (!location.search.includes('search=')) return
    spy.mockRestore()
    queueMicrotask(() => live.click())
  })
  onTestFinished(() => spy.mockRestore())

  await user.type(screen.getByRole('searchbox'), 'retail')
  await waitFor(() => expect(getAddress()).toContain('status=live'))
  expect(getAddress()).toBe('/?search=retail&status=live')
})
