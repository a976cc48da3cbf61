import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { ConsolePage, test } from '#test/e2e/support/console-page.ts'
import { generatedCasesTimeoutMs } from '#test/support/test-size.ts'

/** Opens the demo menu and chooses something in it. */
async function chooseInDemoMenu(page: Page, role: 'menuitem' | 'menuitemradio', name: string) {
  await page.getByRole('button', { name: /^Demo/ }).click()
  await page.getByRole('menu').getByRole(role, { name, exact: true }).click()
}

const closeFromList = async (tab: ConsolePage, name: string, title: string) => {
  await tab.row(name).hover()
  await tab.quickAction('Close to new entrances', title).click()
  await tab.button('Close to new entrances').click()
  await expect(tab.statusOf(name)).toContainText('Closed (no entrance)')
}

const closeFromPage = async (tab: ConsolePage) => {
  await tab.moreActions.click()
  await tab.item('Close to new entrances').click()
  await tab.button('Close to new entrances').click()
  await expect(tab.pageHeader).toContainText('Closed (no entrance)')
}

test('the demo can be reset: what was done is undone, in every tab', async ({ tab, page, context }) => {
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo('welcome-series-v2')
  await page.bringToFront()
  await tab.goHome()
  await closeFromList(tab, 'Welcome series', 'Welcome series v. 2')
  await expect(other.pageHeader).toContainText('Closed (no entrance)')

  await chooseInDemoMenu(page, 'menuitem', 'Reset demo data')

  await expect(tab.statusOf('Welcome series')).toHaveText('Live')
  await expect(other.pageHeader).toContainText('Live')
})

test('the demo can have 10,000 versions: Home counts and finds them, also after a reload and in another tab', async ({
  tab,
  page,
  context,
}) => {
  test.setTimeout(generatedCasesTimeoutMs)
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goHome()
  await page.bringToFront()
  await tab.goHome()

  await chooseInDemoMenu(page, 'menuitemradio', '10,000 versions')

  await expect(page.getByRole('button', { name: /^Demo · (Preparing 10,000 versions: \d+%|10,000 versions)$/ })).toBeVisible()
  // As long as a slow machine needs.
  await page.getByRole('button', { name: 'Demo · 10,000 versions', exact: true }).waitFor({ timeout: 0 })
  const { totalCount, items } = await tab.readList('versions=all&search=j1499&limit=1')
  expect([totalCount, items[0]?.journeyId]).toEqual([10_000, 'j1499'])
  await expect(tab.row('Welcome series').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Demo · 10,000 versions', exact: true })).toBeVisible()
  expect((await other.readList('versions=all&limit=1')).totalCount).toBe(10_000)
})

test('acting as the viewer shows at once, everywhere, and is remembered', async ({ tab, page, context }) => {
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo('welcome-series-v2')
  await page.bringToFront()
  await tab.goHome()
  await expect(page.getByRole('img', { name: 'Signed in as Ana Ruiz' })).toBeVisible()

  await chooseInDemoMenu(page, 'menuitemradio', 'Viewer')

  await expect(page.getByRole('img', { name: 'Signed in as Jonas Lindqvist' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Demo · Viewer' })).toBeVisible()
  await expect(tab.quickAction('Stop', 'Welcome series v. 2')).toHaveAccessibleDescription('You do not have permission to stop journeys.')
  await expect(other.page.getByRole('button', { name: 'Create a new version' })).toHaveAttribute('aria-disabled', 'true')
  await page.reload()
  await expect(page.getByRole('img', { name: 'Signed in as Jonas Lindqvist' })).toBeVisible()
})

test('days that are jumped over have passed: a journey closes at its end date, another resumes, a third has drained', async ({
  tab,
  page,
}) => {
  await tab.goHome()
  await expect(tab.statusOf('Card activation, 90-day onboarding')).toHaveText('Paused')
  await expect(tab.statusOf('Cart reminder')).toContainText(/Closed \(no entrance\) · \d+ left/)

  await chooseInDemoMenu(page, 'menuitem', 'Jump one day')
  await expect(tab.statusOf('Savings goal reached')).toContainText('Closed (no entrance)')
  await expect(tab.row('Savings goal reached')).toContainText('Automatic: its end date was reached')
  await chooseInDemoMenu(page, 'menuitem', 'Jump one day')

  await expect(tab.statusOf('Card activation, 90-day onboarding')).toHaveText('Live')
  await expect(tab.statusOf('Cart reminder')).toHaveText('Finished')
  await tab.goTo('savings-goal-reached-v1')
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('Closed to new entrances by itself: its end date was reached')
  await expect(page.getByText(/left, empty on /)).toBeVisible()
})

test('time that runs 3600 times as fast lets a closed journey drain while a marketer looks at it', async ({ tab, page }) => {
  await tab.goHome()
  const cart = tab.statusOf('Cart reminder')
  await expect(cart).toContainText(/Closed \(no entrance\) · \d+ left/)

  await chooseInDemoMenu(page, 'menuitemradio', '×3600')

  await expect(page.getByRole('button', { name: 'Demo · ×3600' })).toBeVisible()
  await expect(cart).toHaveText('Finished')
})

test('what was done survives a reload, and so does the browser’s copy of it in a new tab', async ({ tab, page, context }) => {
  await tab.goHome()
  await closeFromList(tab, 'Welcome series', 'Welcome series v. 2')

  await page.reload()
  await expect(tab.statusOf('Welcome series')).toContainText('Closed (no entrance)')
  const later = new ConsolePage(await context.newPage(), 'en')
  await later.goTo('welcome-series-v2')

  await expect(later.pageHeader).toContainText('Closed (no entrance)')
})

test('the demo menu is steered by keyboard alone', async ({ tab, page }) => {
  await tab.goHome()
  await page.getByRole('button', { name: 'Demo' }).focus()

  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Reset demo data' })).toBeFocused()
  await page.keyboard.press('Home')
  await expect(page.getByRole('menuitemradio', { name: 'Marketer' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitemradio', { name: 'Viewer' })).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('img', { name: 'Signed in as Jonas Lindqvist' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Demo · Viewer' })).toBeFocused()
})

test('a backend that cannot be reached comes back in every tab at once, as soon as it is normal again', async ({
  tab,
  page,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/Failed to load resource|request failed/)
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo('welcome-series-v2')
  await page.bringToFront()
  await tab.goHome()

  await chooseInDemoMenu(page, 'menuitemradio', 'Offline')
  await expect(page.getByRole('button', { name: 'Demo · Offline' })).toBeVisible()
  await tab.row('Welcome series').getByRole('link', { name: 'Welcome series', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'We cannot reach the server' })).toBeVisible()
  await chooseInDemoMenu(page, 'menuitemradio', 'Normal')

  await expect(page.getByRole('button', { name: 'Demo', exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(tab.moreActions).toBeVisible()
  await closeFromPage(tab)
  await expect(other.pageHeader).toContainText('Closed (no entrance)')
})

test('another marketer acts on the journey of the page, and on Home on the largest live one', async ({ tab, page }) => {
  await tab.goTo('welcome-series-v2')
  await chooseInDemoMenu(page, 'menuitem', 'Closes it now')
  await expect(tab.pageHeader).toContainText('Closed (no entrance)')
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('Closed to new entrances by Léa Fontaine')
  const { items } = await tab.readList('status=live&sort=-people&limit=1')

  await tab.goHome()
  await chooseInDemoMenu(page, 'menuitem', 'Stops it now')

  await expect(tab.statusOf(items[0]?.name ?? '')).toHaveText('Stopped')
})

test('the worker of the demo keeps nothing of a request that it has answered', async ({ tab, page, browser }) => {
  await tab.goHome()
  const control = await browser.newBrowserCDPSession()
  const { targetInfos } = await control.send('Target.getTargets')
  const worker = targetInfos.find(({ type }) => type === 'service_worker')
  const { sessionId } = await control.send('Target.attachToTarget', { targetId: worker?.targetId ?? '' })
  const answers = new Map<number, (result: unknown) => void>()
  control.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { id, result } = JSON.parse(message) as { id: number; result: unknown }
    answers.get(id)?.(result)
  })
  const ask = <Result>(method: string, params: object = {}) =>
    new Promise<Result>((resolve) => {
      const id = answers.size + 1
      answers.set(id, (result) => resolve(result as Result))
      void control.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
    })
  /** Streams that are alive in the worker: each answer has one, and two copies. */
  const countStreams = async () => {
    await ask('HeapProfiler.collectGarbage')
    const { result } = await ask<{ result: { objectId: string } }>('Runtime.evaluate', { expression: 'ReadableStream.prototype' })
    const { objects } = await ask<{ objects: object }>('Runtime.queryObjects', { prototypeObjectId: result.objectId })
    const functionDeclaration = 'function () { return this.length }'
    const counted = await ask<{ result: { value: number } }>('Runtime.callFunctionOn', {
      ...objects,
      functionDeclaration,
      returnByValue: true,
    })
    return counted.result.value
  }

  await page.evaluate(async () => {
    for (let nth = 0; nth < 100; nth += 1) await (await fetch('/api/session')).text()
  })

  await expect.poll(countStreams).toBeLessThan(20)
})
