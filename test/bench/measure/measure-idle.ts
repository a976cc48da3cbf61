import type { CDPSession, Page } from '@playwright/test'
import { readCounters, withAppSession } from '#test/bench/host/app-session.ts'
import { openHome } from './measure-steps.ts'
import type { App, Figures } from '#test/bench/report/results.ts'

/** Counts since the page was opened. */
interface IdleCounts {
  requests: number
  commits: number
  emptyCommits: number
}

declare global {
  interface Window {
    idleCounts: IdleCounts
  }
}

/** How long a screen gets to come to rest, in milliseconds. */
const settleMs = 4_000

/**
 * Runs in the page before its own scripts: counts requests, commits of React as its developer tools see them, and those that left the page
 * as it was.
 */
function countActivity(): void {
  const counts = { requests: 0, commits: 0, emptyCommits: 0 }
  new PerformanceObserver((list) => {
    counts.requests += list.getEntries().length
  }).observe({ type: 'resource' })
  const observer = new MutationObserver(() => {})
  observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const hook = {
    supportsFiber: true,
    inject: () => 1,
    onCommitFiberRoot: () => {
      counts.commits++
      if (observer.takeRecords().length === 0) counts.emptyCommits++
    },
    onCommitFiberUnmount: () => {},
  }
  Object.assign(window, { idleCounts: counts, __REACT_DEVTOOLS_GLOBAL_HOOK__: hook })
}

/** Watches a screen at rest. Returns what it does in a minute. */
async function watchScreen(name: 'home' | 'page' | 'graph', page: Page, cdp: CDPSession, seconds: number): Promise<Figures> {
  await page.waitForTimeout(settleMs)
  const read = async () => ({ ...(await page.evaluate(() => ({ ...window.idleCounts }))), counters: await readCounters(cdp) })
  const before = await read()
  await page.waitForTimeout(seconds * 1_000)
  const after = await read()
  const scale = 60 / seconds
  return {
    [`${name}Cpu`]: ((after.counters['TaskDuration'] ?? NaN) - (before.counters['TaskDuration'] ?? NaN)) * 1_000 * scale,
    [`${name}Requests`]: (after.requests - before.requests) * scale,
    [`${name}Commits`]: (after.commits - before.commits) * scale,
    [`${name}EmptyCommits`]: (after.emptyCommits - before.emptyCommits) * scale,
  }
}

/** Leaves Home, the history on a page, and the graph on a page open, one after another. */
export const measureIdle = (app: App, seconds: number): Promise<Figures> =>
  withAppSession(app, async ({ page, cdp, server }) => {
    await page.addInitScript(countActivity)
    await openHome(page, server.address)
    const home = await watchScreen('home', page, cdp, seconds)
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: 'Live', exact: true }) })
      .first()
      .getByRole('link')
      .first()
      .click()
    await page.getByRole('tab', { name: 'History' }).click()
    const history = await watchScreen('page', page, cdp, seconds)
    await page.getByRole('tab', { name: 'Path' }).click()
    return { ...home, ...history, ...(await watchScreen('graph', page, cdp, seconds)) }
  })
