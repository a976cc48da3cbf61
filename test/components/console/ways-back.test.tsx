import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { interceptRequests } from '#test/components/support/backend.ts'
import { holdRequest } from '#test/support/transport-faults.ts'
import { triggerIntersections } from '#test/components/support/jsdom-polyfills.ts'
import { chooseAction, getDialogButton } from '#test/components/support/dialog.ts'
import { findRow, getPageHeader, getShownNames, renderConsole, unmountConsoles } from '#test/components/support/render-console.tsx'

const back = () => act(async () => window.history.back())

const getRowLink = async (name: string) => within(await findRow(name)).getByRole('link', { name })

const findHeading = (name: string) => screen.findByRole('heading', { level: 1, name })

test('“‹ Home” leads to the list that the user came from, on its row, and says where that is', async () => {
  const { user, getAddress, announcements } = renderConsole('/?search=series&status=live', 'browser')
  await user.click(await getRowLink('Welcome series'))
  await findHeading('Welcome series')
  expect(within(screen.getByRole('article')).getByRole('link', { name: 'Home' })).toHaveAttribute('href', '/?search=series&status=live')

  await user.click(within(screen.getByRole('article')).getByRole('link', { name: 'Home' }))

  const link = await getRowLink('Welcome series')
  expect(getAddress()).toBe('/?search=series&status=live')
  await waitFor(() => expect(link).toHaveFocus())
  await waitFor(() => expect(announcements.at(-1)).toMatch(/\bJourneys$/))
})

test('Back leads to the row that the user came from, and the next Tab goes on from there', async () => {
  const { user } = renderConsole('/?search=card&sort=name', 'browser')
  await user.click(await getRowLink('Card activation, 90-day onboarding'))
  await findHeading('Card activation, 90-day onboarding')

  await back()

  await waitFor(async () => expect(await getRowLink('Card activation, 90-day onboarding')).toHaveFocus())
  await user.tab()
  expect(screen.getByRole('link', { name: 'Open report, Card activation, 90-day onboarding v. 2' })).toHaveFocus()
})

test('Back returns to the link that was followed, where several lead to the same journey', async () => {
  const { user } = renderConsole('/?search=welcome+series', 'browser')
  const row = await findRow('Welcome series')
  await user.click(within(row).getByRole('link', { name: 'Open report, Welcome series v. 2' }))
  await findHeading('Welcome series')

  await back()

  await waitFor(() => expect(screen.getByRole('link', { name: 'Open report, Welcome series v. 2' })).toHaveFocus())
})

test('the list is found again after other places in between: a reload, a tab of the page, another version', async () => {
  const first = renderConsole('/?search=birthday&sort=name', 'browser')
  await first.user.click(await getRowLink('Birthday voucher'))
  await findHeading('Birthday voucher')
  await first.user.click(screen.getByRole('tab', { name: 'History' }))
  await first.user.click(screen.getByRole('button', { name: 'Version 3 (Latest)' }))
  await first.user.click(await screen.findByRole('menuitem', { name: /Version 2/ }))
  await waitFor(() => expect(getPageHeader()).toBe('Birthday voucherVersion 2Live'))
  unmountConsoles()

  const { user, getAddress } = renderConsole('/journeys/birthday-voucher-v2?view=history', 'browser')
  await findHeading('Birthday voucher')
  await user.click(within(screen.getByRole('article')).getByRole('link', { name: 'Home' }))

  await waitFor(async () => expect(await getRowLink('Birthday voucher')).toHaveFocus())
  expect(getAddress()).toBe('/?search=birthday&sort=name')
})

test('after a reload of the page in between, and with storage refused, Back loads as many rows as were shown', async () => {
  const refuse = () => {
    throw new DOMException('refused', 'SecurityError')
  }
  const get = vi.spyOn(Storage.prototype, 'getItem').mockImplementation(refuse)
  const set = vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse)
  try {
    const first = renderConsole('/', 'browser')
    await findRow('Welcome series')
    triggerIntersections()
    await waitFor(() => expect(getShownNames()).toHaveLength(60))
    const name = getShownNames()[55]!
    await first.user.click(await getRowLink(name))
    await findHeading(name)
    unmountConsoles()
    renderConsole(location.pathname, 'browser')
    await findHeading(name)

    await back()

    await waitFor(() => expect(screen.getByRole('link', { name })).toHaveFocus())
    expect(getShownNames()).toHaveLength(60)
  } finally {
    get.mockRestore()
    set.mockRestore()
  }
})

test('the focus stays where the user has moved it meanwhile', async () => {
  const first = renderConsole('/?search=welcome+series', 'browser')
  await first.user.click(await getRowLink('Welcome series'))
  await findHeading('Welcome series')
  unmountConsoles()
  const { user } = renderConsole(location.pathname, 'browser')
  await findHeading('Welcome series')

  const list = holdRequest()
  interceptRequests('GET', /^\/api\/versions$/, list.fault)

  await back()
  await user.click(await screen.findByRole('searchbox'))
  list.release()

  await findRow('Welcome series')
  expect(screen.getByRole('searchbox')).toHaveFocus()
})

test('a page that was opened by its address leads to the plain list, and so does the bar at the top', async () => {
  const { user, getAddress } = renderConsole('/journeys/welcome-series-v2', 'browser')
  await findHeading('Welcome series')
  expect(within(screen.getByRole('article')).getByRole('link', { name: 'Home' })).toHaveAttribute('href', '/')

  await user.click(within(screen.getByRole('navigation', { name: 'Main' })).getByRole('link', { name: 'Home' }))

  await findRow('Welcome series')
  expect(getAddress()).toBe('/')
})

test('a page that does not exist leads to the list that the user came from', async () => {
  const { user } = renderConsole('/?status=draft', 'browser')
  await findRow('Refer a friend')
  await user.click(await getRowLink('Refer a friend'))
  await findHeading('Refer a friend')
  unmountConsoles()
  window.history.replaceState(window.history.state, '', '/journeys/no-such-journey')
  renderConsole('/journeys/no-such-journey', 'browser')

  expect(await screen.findByRole('link', { name: 'Back to Home' })).toHaveAttribute('href', '/?status=draft')
})

test('the page of a draft that was deleted there is replaced by the list: Back and Forward do not lead to it by force', async () => {
  const { user, getAddress } = renderConsole('/?search=refer', 'browser')
  await user.click(await getRowLink('Refer a friend'))
  await findHeading('Refer a friend')
  await chooseAction(user, 'Delete')

  await user.click(getDialogButton('Delete'))

  await waitFor(() => expect(getAddress()).toBe('/?search=refer'))
  await screen.findByRole('region', { name: 'Notices' })
  await back()
  await waitFor(() => expect(window.history.state).toMatchObject({ idx: 0 }))
  expect(getAddress()).toBe('/?search=refer')
  act(() => window.history.forward())
  await waitFor(() => expect(window.history.state).toMatchObject({ idx: 1 }))
  expect(getAddress()).toBe('/?search=refer')
})

test('a menu that is open does not outlive its place: Back closes it', async () => {
  const { user, getAddress } = renderConsole('/journeys/birthday-voucher-v3', 'browser')
  await user.click(await screen.findByRole('button', { name: 'Version 3 (Latest)' }))
  await user.click(await screen.findByRole('menuitem', { name: /Version 2/ }))
  await waitFor(() => expect(getPageHeader()).toBe('Birthday voucherVersion 2Live'))
  await user.click(screen.getByRole('button', { name: 'More actions' }))
  await screen.findByRole('menu')

  await back()

  await waitFor(() => expect(getAddress()).toBe('/journeys/birthday-voucher-v3'))
  await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
})
