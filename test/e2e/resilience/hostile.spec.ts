import { expect, type Page } from '@playwright/test'
import * as v from 'valibot'
import { listSchema } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { test as demo } from '#test/e2e/support/console-page.ts'
import { test } from '#test/e2e/support/routed-backend.ts'
import { loseResponse, type TransportFault } from '#test/support/transport-faults.ts'

const welcome = 'welcome-series-v2'

/** One row of the list, or everything else, and everybody in it is called that, and says nothing else. */
const renameEverything =
  (name: string): TransportFault =>
  async (next) => {
    const original = await next()
    const body: unknown = await original.json()
    const renamed = (key: string, value: unknown) => (['name', 'note', 'description'].includes(key) ? name : value)
    const rename = (value: unknown): unknown => JSON.parse(JSON.stringify(value, renamed))
    const list = v.safeParse(listSchema, body)
    const response = list.success
      ? { ...list.output, items: list.output.items.with(2, rename(list.output.items[2]) as VersionSummary) }
      : rename(body)
    return new Response(JSON.stringify(response), original)
  }

const measureOverflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test.describe('on a small screen', () => {
  test.use({ viewport: { width: 320, height: 800 } })

  for (const [what, name] of [
    ['ten thousand marks', `Z${'\u0301\u0327\u035B'.repeat(3334)}`],
    // The longest that a backend keeps: of longer ones a browser lays out each line anew.
    ['one word of two hundred letters', 'W'.repeat(200)],
    ['directions that are turned and never turned back', '\u202E\u2067\u200Fevil اختبار \u202D\u2066שלום'],
  ] as const)
    test(`a name of ${what} stays in its place, and can be read whole`, async ({ tab, page, backend }) => {
      backend.silenceEvents()
      await tab.goHome()
      const height = async () => (await tab.rows.nth(2).boundingBox())?.height
      const usual = await height()
      await tab.goTo(welcome)
      const bar = await page.getByRole('banner').screenshot({ animations: 'disabled' })

      backend.setFault(renameEverything(name), (path) => path.startsWith('/api/versions'))
      await tab.goHome()
      await expect(tab.rows).toHaveCount(30)

      expect(await measureOverflow(page)).toBeLessThanOrEqual(0)
      // One more line, as for any long name.
      expect((await height()) ?? 0).toBeLessThanOrEqual((usual ?? 0) + 20)
      expect(await tab.rows.nth(2).getByRole('rowheader').getByRole('link').getAttribute('title')).toBe(name)

      await tab.goTo(welcome)
      await expect(page.getByRole('heading', { level: 1 }).locator('bdi')).toHaveText(name)
      expect(await measureOverflow(page)).toBeLessThanOrEqual(0)
      expect((await page.getByRole('banner').screenshot({ animations: 'disabled' })).equals(bar)).toBe(true)
      await tab.moreActions.click()
      await tab.item('Close to new entrances').click()
      await expect(tab.dialog.getByText(/Created by /).first()).toBeVisible()
      const outside = await tab.dialog.evaluate((element) => element.scrollWidth - element.clientWidth)
      expect(outside).toBeLessThanOrEqual(0)
      await expect(tab.button('Cancel')).toBeInViewport()
    })
})

test('of what a marketer does and writes nothing is left in the browser', async ({ tab, page, context, backend, browserErrors }) => {
  browserErrors.allow(/Failed to load resource|request failed/)
  const kept = async () => ({
    cookies: await context.cookies(),
    ...(await page.evaluate(async () => ({
      local: Object.keys(localStorage),
      // The router remembers how far each place was scrolled, by a number.
      session: Object.entries<string>(sessionStorage).filter(([, value]) => !/^\{(?:"\w+":[\d.]+,?)*\}$/.test(value)),
      databases: (await indexedDB.databases()).map(({ name }) => name),
      caches: await caches.keys(),
    }))),
  })
  const nothing = { cookies: [], local: [], session: [], databases: [], caches: [] }
  await tab.goHome('?search=Welcome')
  await page.getByRole('radio', { name: 'Dark' }).check()
  await tab.goTo(welcome)
  await tab.openHistory()
  await tab.moreActions.click()
  await tab.item('Close to new entrances').click()
  await tab.dialog.getByRole('textbox', { name: /Note/ }).fill('Ms Smith complained about 4711')
  expect(await kept()).toEqual({ ...nothing, local: ['theme'] })

  backend.setFault(loseResponse)
  await tab.button('Close to new entrances').click()
  await expect(tab.dialog).toContainText('Checking what happened…')
  const unanswered = await kept()
  expect(unanswered.session).toHaveLength(1)
  const [[place, intents] = []] = unanswered.session
  expect([place, JSON.parse(intents ?? '') as unknown]).toEqual([
    'journey-console-pending-commands',
    [
      {
        action: 'close',
        versionId: welcome,
        key: expect.stringMatching(/^[\da-f]{32}$/),
        userId: expect.any(String),
        confirmedAt: expect.any(Number),
      },
    ],
  ])

  backend.setFault(null)
  await expect(tab.notice).toContainText('was closed')
  expect(await kept()).toEqual({ ...nothing, local: ['theme'] })
})

demo('whoever breaks the content policy is heard, and so is whoever asks another origin', async ({ tab, page, browserErrors }) => {
  await tab.goHome()

  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { display: none }'
    document.head.append(style)
  })
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.type = 'text/javascript'
    document.body.append(script)
    try {
      document.createElement('div').innerHTML = '<img src=x onerror=alert(1)>'
    } catch {
      // That it throws is the policy's work; that it is heard is the test's.
    }
  })
  await page.evaluate(() => fetch('https://elsewhere.invalid/').catch(() => {}))
  await (await page.context().newPage()).goto('http://elsewhere.invalid/').catch(() => {})

  for (const heard of [
    /style-src-elem refused inline/,
    /require-trusted-types-for refused trusted-types-sink/,
    /connect-src refused https:\/\/elsewhere/,
    /^another origin: http:\/\/elsewhere/,
  ])
    await expect.poll(() => browserErrors.complaints().some((complaint) => heard.test(complaint)), String(heard)).toBe(true)
  browserErrors.allow(/content policy|Content Security Policy|elsewhere|TrustedHTML/i)
})
