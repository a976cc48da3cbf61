import { fireEvent, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { backend, countReads, now } from '#test/components/support/backend.ts'
import { scrollToEnd } from '#test/components/support/jsdom-polyfills.ts'
import { findRow, getShownNames, renderConsole } from '#test/components/support/render-console.tsx'

const listPath = /^\/api\/versions$/
const rowHeight = 200

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** Gives the rows places on the screen: jsdom has no layout. Returns a function that scrolls so far that this row is at the top. */
function layOutRows(): (firstRow: number) => void {
  let firstShown = 0
  vi.stubGlobal('innerHeight', 3 * rowHeight)
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockImplementation(function getRect(this: HTMLElement) {
    const index = this.dataset['index']
    return index === undefined ? new DOMRect() : new DOMRect(0, (Number(index) - firstShown) * rowHeight, 100, rowHeight)
  })
  return (firstRow) => {
    firstShown = firstRow
    fireEvent(document, new Event('scrollend'))
  }
}

test('a list of several pages reads again only those on screen, and the others once they are scrolled to', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now })
  const endScrolling = scrollToEnd()
  const { refetch } = renderConsole('/?versions=all')
  await findRow('Welcome series')
  await waitFor(() => expect(getShownNames().length).toBeGreaterThan(30))
  endScrolling()
  const scrollTo = layOutRows()
  const countListReads = countReads(listPath)

  // Once the code that looks at the screen has been loaded.
  await waitFor(async () => {
    const before = countListReads()
    await refetch()
    expect(countListReads() - before).toBe(1)
  })
  const before = countListReads()
  vi.setSystemTime(now + 10_000)
  backend.setTime(now + 10_000)
  scrollTo(30)

  await waitFor(() => expect(countListReads() - before).toBe(2))
  expect(getShownNames().length).toBeGreaterThan(30)
})
