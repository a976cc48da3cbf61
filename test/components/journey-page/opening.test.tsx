import { screen, waitFor, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import { countReads, interceptRequests, otherUser, removeInterceptions } from '#test/components/support/backend.ts'
import { runIdleCallbacks } from '#test/components/support/jsdom-polyfills.ts'
import { runPolls } from '#test/components/support/polling.ts'
import { findRow, renderConsole } from '#test/components/support/render-console.tsx'
import { failRequest, holdRequest } from '#test/support/transport-faults.ts'

const versionPath = /\/versions\/welcome-series-v2$/

/** Opens the page from its row on Home. */
async function openFromRow() {
  const rendered = renderConsole('/?search=welcome')
  const row = await findRow('Welcome series')
  await rendered.user.click(within(row).getByRole('link', { name: 'Welcome series' }))
  return rendered
}

test('a journey’s page opens with the facts of its row while it is read, and keeps them in place', async () => {
  const { fault, release } = holdRequest()
  interceptRequests('GET', versionPath, fault)
  const { getAddress, resetQueries } = await openFromRow()

  const heading = await screen.findByRole('heading', { level: 1, name: 'Welcome series' })
  expect(getAddress()).toBe('/journeys/welcome-series-v2')
  expect(heading).toHaveFocus()
  expect(document.title).toBe('Welcome series v. 2 · Journey Console')
  expect(within(screen.getByRole('article')).getByText('Live')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Version 2 (Latest)' })).toBeVisible()
  const moreActions = screen.getByRole('button', { name: 'More actions' })
  expect(screen.queryByRole('region', { name: 'People' })).toBeNull()

  // The list is forgotten meanwhile.
  const reset = resetQueries()
  expect(screen.getByRole('heading', { level: 1 })).toBe(heading)
  release()
  await reset
  expect(await screen.findByRole('tab', { name: 'Path' })).toBeVisible()
  expect(screen.getByRole('heading', { level: 1 })).toBe(heading)
  expect(screen.getByRole('button', { name: 'More actions' })).toBe(moreActions)
  expect(heading).toHaveFocus()
})

test('it says so if the version was deleted meanwhile', async () => {
  const { fault, release } = holdRequest()
  interceptRequests('GET', /\/versions\/refer-a-friend-v1$/, fault)
  const { user } = renderConsole('/?search=refer')
  await user.click(within(await findRow('Refer a friend')).getByRole('link', { name: 'Refer a friend' }))
  await screen.findByRole('heading', { level: 1, name: 'Refer a friend' })

  await otherUser.sendCommand('delete', 'refer-a-friend-v1')
  release()
  expect(await screen.findByRole('heading', { level: 1, name: 'Journey deleted' })).toHaveFocus()
})

test('it says so below these facts if the version cannot be read, and reads it again when asked to', async () => {
  interceptRequests('GET', versionPath, failRequest)
  const { user } = await openFromRow()

  expect(await screen.findByText('We cannot reach the server. Try again in a moment.')).toBeVisible()
  expect(screen.getByRole('heading', { level: 1, name: 'Welcome series' })).toBeVisible()
  removeInterceptions()
  await user.click(screen.getByRole('button', { name: 'Try again' }))
  expect(await screen.findByRole('tab', { name: 'Path' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('a page that was read within a minute is shown at once, and read again', async () => {
  const { user } = await openFromRow()
  await screen.findByRole('tab', { name: 'Path' })
  await user.click(within(screen.getByRole('article')).getByRole('link', { name: 'Home' }))
  const row = await findRow('Welcome series')
  await otherUser.sendCommand('pause', 'welcome-series-v2')
  const { fault, release } = holdRequest()
  interceptRequests('GET', versionPath, fault)
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 })
  onTestFinished(() => void vi.useRealTimers())

  await user.click(within(row).getByRole('link', { name: 'Welcome series' }))
  expect(await screen.findByRole('tab', { name: 'Path' })).toBeVisible()
  release()
  await waitFor(() => expect(within(screen.getByRole('article')).getByText('Paused')).toBeVisible())
})

test('a page that was read before the list heard of a change is read again before it is shown', async () => {
  const { user } = await openFromRow()
  await screen.findByRole('tab', { name: 'Path' })
  await user.click(within(screen.getByRole('article')).getByRole('link', { name: 'Home' }))
  await findRow('Welcome series')
  await otherUser.sendCommand('stop', 'welcome-series-v2')
  runPolls()
  const row = await findRow('Welcome series')
  await waitFor(() => expect(row).toHaveTextContent('Stopped'))
  const { fault, release } = holdRequest()
  interceptRequests('GET', versionPath, fault)

  await user.click(within(row).getByRole('link', { name: 'Welcome series' }))
  const headers: string[] = []
  const readHeader = () => document.querySelector('article > header')?.textContent ?? ''
  const observer = new MutationObserver(() => headers.push(readHeader()))
  observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  onTestFinished(() => observer.disconnect())
  release()
  await screen.findByRole('tab', { name: 'Path' })
  expect(readHeader()).toContain('Stopped')
  expect(headers.filter((text) => text.includes('Live'))).toEqual([])
})

test('a version is read while the pointer rests on its link, and not again when the link is followed', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  onTestFinished(() => void vi.useRealTimers())
  const { user } = renderConsole('/?search=welcome')
  const link = within(await findRow('Welcome series')).getByRole('link', { name: 'Welcome series' })
  runIdleCallbacks()
  await vi.dynamicImportSettled()
  const countVersionReads = countReads(versionPath)

  await user.hover(link)
  await waitFor(() => expect(countVersionReads()).toBe(1))
  await user.click(link)
  await screen.findByRole('tab', { name: 'Path' })
  expect(countVersionReads()).toBe(1)
})

test('a list is read while the pointer rests on the heading that sorts it, and shown at once when it is pressed', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
  onTestFinished(() => void vi.useRealTimers())
  const { user } = renderConsole('/')
  await findRow('Welcome series')
  runIdleCallbacks()
  await vi.dynamicImportSettled()
  const countListReads = countReads(/^\/api\/versions$/)
  const heading = screen.getByRole('columnheader', { name: 'Name' })

  await user.hover(within(heading).getByRole('button'))
  await waitFor(() => expect(countListReads()).toBe(1))
  // No answer is needed after the press.
  interceptRequests('GET', /^\/api\/versions$/, holdRequest().fault)
  await user.click(within(heading).getByRole('button'))

  expect(heading).toHaveAttribute('aria-sort', 'ascending')
  expect(screen.getByRole('table', { name: 'Journeys' })).toHaveAttribute('aria-busy', 'false')
  expect(countListReads()).toBe(1)
})
