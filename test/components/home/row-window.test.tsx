import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { scrollToEnd } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

beforeEach(() => void vi.stubGlobal('innerHeight', 600))

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Loads the second page: only the rows on screen are rendered then. */
async function loadSecondPage(): Promise<void> {
  const endScrolling = scrollToEnd()
  await waitFor(() => expect(screen.getByRole('table', { name: 'Journeys' }).querySelector('[style*=padding]')).not.toBeNull())
  endScrolling()
}

/** Follows a link of the list from the scroll position `scrollY`, and comes back by the history. */
async function leaveAndReturn(user: UserEvent, scrollY: number): Promise<void> {
  vi.stubGlobal('scrollY', scrollY)
  await user.click(screen.getAllByRole('rowheader')[8]!.querySelector('a')!)
  await screen.findByRole('button', { name: 'More actions' })
  window.history.back()
  await screen.findByRole('table', { name: 'Journeys' })
}

/** Sorts by name: a list of which one page is read. */
async function sortByName(user: UserEvent): Promise<void> {
  await user.click(within(screen.getByRole('columnheader', { name: 'Name' })).getByRole('button', { name: 'Name' }))
  await waitFor(() => expect(getShownNames()).toHaveLength(30))
}

/** Loads the second page at the scroll position `scrollY`, and returns the positions to which the list scrolls. */
async function findScrolls(scrollY: number): Promise<readonly (number | undefined)[]> {
  vi.stubGlobal('scrollY', scrollY)
  const scrollTo = vi.fn<(options?: ScrollToOptions) => void>()
  vi.stubGlobal('scrollTo', scrollTo)
  await loadSecondPage()
  return scrollTo.mock.calls.map(([options]) => options?.top)
}

test('the second page of a list does not scroll it to where another list was left', async () => {
  const { user } = renderConsole('/?versions=all', 'browser')
  await findRow('Welcome series')
  await loadSecondPage()
  await leaveAndReturn(user, 300)
  await sortByName(user)

  const scrolls = await findScrolls(900)

  expect(new Set(scrolls)).toEqual(new Set([900]))
})

test('the second page of a list to which the user has returned does not scroll back to where it was left', async () => {
  const { user } = renderConsole('/?versions=all', 'browser')
  await findRow('Welcome series')
  await loadSecondPage()
  await sortByName(user)
  await leaveAndReturn(user, 300)

  const scrolls = await findScrolls(900)

  expect(new Set(scrolls)).toEqual(new Set([900]))
})

test('a dialog that opens over the list has nothing of it measured', async () => {
  const { user } = renderConsole('/?versions=all')
  await findRow('Welcome series')
  await loadSecondPage()
  const button = screen.getAllByRole('button', { name: /^Close to new entrances/ }).find((one) => one.ariaDisabled === null)!
  act(() => button.focus())
  const measure = vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect')

  await user.keyboard('{Enter}')
  await screen.findByRole('alertdialog')

  expect(measure.mock.contexts.filter((element) => (element as HTMLElement).role === 'rowgroup')).toEqual([])
})
