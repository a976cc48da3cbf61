import type { CDPSession, Page } from '@playwright/test'
import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import { withAppSession } from '#test/bench/host/app-session.ts'
import { countContents, measureFilter, measureSort } from '#test/bench/measure/measure-steps.ts'
import type { SizeApp, SizeFigures } from './size-results.ts'
import { scrollList } from './scroll-list.ts'

declare global {
  interface Window {
    /** When the list was painted, in milliseconds since the navigation. */
    listReady: Promise<number>
  }
}

/** How long a user looks at the list before the next step, in milliseconds. */
const lookMs = 2_000

/** Runs in the page before its own scripts. */
function observeReady(): void {
  window.listReady = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector('[role=table][aria-busy=false] [role=rowheader] a') === null) return
      observer.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now())))
    })
    observer.observe(document, { subtree: true, childList: true, attributes: true })
  })
}

/** Opens the list, in which each version has a row of its own. Returns when it was painted, in milliseconds. */
async function openList(page: Page, address: string): Promise<number> {
  await page.goto(address)
  return page.evaluate(() => window.listReady)
}

/** Fills the demo with so many versions, as its menu does. Returns how long that takes, in milliseconds. */
const prepareDemo = (page: Page, size: SeedSize): Promise<number> =>
  page.evaluate(async (wanted) => {
    const start = performance.now()
    const headers = { 'content-type': 'application/json' }
    const response = await fetch('/demo/reset', { method: 'POST', headers, body: JSON.stringify({ size: wanted }) })
    if (!response.ok) throw new Error(`The demo could not be filled: ${response.status}`)
    return performance.now() - start
  }, size)

/** What the page holds, scrolled to its beginning. */
async function countAtTop(page: Page, cdp: CDPSession): Promise<Pick<SizeFigures, 'elements' | 'heap'>> {
  await page.evaluate(() => scrollTo(0, 0))
  await page.waitForTimeout(lookMs)
  const { elements, heap } = await countContents(page, cdp)
  return { elements, heap }
}

/** Walks once through the list of a console with `size` rows, in a fresh profile. */
export const measureSize = (app: SizeApp, size: SeedSize): Promise<SizeFigures> =>
  withAppSession(app, async ({ page, cdp, server }) => {
    const address = app === 'demo' ? `${server.address}?versions=all` : `${server.address}?size=${size}`
    let requests = 0
    page.on('request', (request) => new URL(request.url()).pathname.startsWith('/api/') && requests++)
    const countRequests = () => {
      const counted = requests
      requests = 0
      return counted
    }
    await page.addInitScript(observeReady)
    let first = await openList(page, address)
    let prepared: Pick<SizeFigures, 'prepare'> = {}
    if (app === 'demo' && size !== seedSizes[0]) {
      prepared = { prepare: await prepareDemo(page, size) }
      first = await openList(page, address)
    }
    await page.waitForTimeout(lookMs)
    countRequests()
    const readyAgain = await openList(page, address)
    const requestsReady = countRequests()
    await page.waitForTimeout(lookMs)
    const sort = await measureSort(page)
    const filter = await measureFilter(page)
    countRequests()
    const scrolling = await scrollList(page, cdp)
    const requestsScrolling = countRequests()
    return {
      ...prepared,
      readyFirst: first,
      readyAgain,
      ...sort,
      ...filter,
      ...scrolling,
      requestsReady,
      requestsScrolling,
      ...(await countAtTop(page, cdp)),
    }
  })
