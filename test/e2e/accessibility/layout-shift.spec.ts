import { expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { test } from '#test/e2e/support/routed-backend.ts'
import { delayResponse } from '#test/support/transport-faults.ts'
import { isSampled } from '#test/support/test-size.ts'

/** Everything that ever moved on the page although nobody moved it. */
async function readLayoutShifts(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => document.fonts.ready)
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = []
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node: Node | null }[] })[])
            seen.push(
              `${entry.value.toFixed(4)} by ${entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML : node?.textContent)?.slice(0, 100)).join(' and ')}`,
            )
        })
        observer.observe({ type: 'layout-shift', buffered: true })
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(seen)))
      }),
  )
}

const conditions = (
  [
    ['a wide screen', { width: 1280, height: 800 }],
    ['a narrow screen', { width: 320, height: 640 }],
  ] as const
).flatMap(([screen, viewport]) => [0, 700].map((delay) => ({ screen, viewport, delay })))

const dialogs = [
  ['stop a crowded journey', 'Welcome series', 'Stop', 'Welcome series v. 2'],
  ['stop a journey with few people inside', 'Cart reminder', 'Stop', 'Cart reminder v. 5'],
  ['close a journey', 'Flight delay care', 'Close to new entrances', 'Flight delay care v. 3'],
] as const

for (const [condition, { screen, viewport, delay }] of conditions.entries())
  test.describe(`on ${screen}, with answers that come ${delay === 0 ? 'at once' : 'late'}`, () => {
    /** Below the full size each test runs under half of the conditions. */
    const isIncluded = (nth: number) => isSampled(nth, condition, conditions.length, 2)

    test.use({ viewport })

    test.beforeEach(({ backend }) => {
      if (delay > 0) backend.setFault(delayResponse(delay))
    })

    if (isIncluded(0))
      test('nothing shifts while Home comes into sight', async ({ tab, page }) => {
        await tab.goHome()

        await expect(tab.rows).toHaveCount(30)
        await expect(page.getByRole('link', { name: /people inside$/ })).toBeVisible()

        expect(await readLayoutShifts(page)).toEqual([])
      })

    if (delay > 0)
      test('nothing shifts while Home comes with the journeys that should be ended, left open before', async ({ tab, page }) => {
        const advised = page.getByRole('group', { name: 'Journeys that should be ended' }).getByRole('listitem')
        await tab.goHome()
        await page.getByRole('button', { name: /should be ended$/ }).click()
        await expect(advised).toHaveCount(3)

        await tab.goHome()
        await expect(advised).toHaveCount(3)

        expect(await readLayoutShifts(page)).toEqual([])
      })

    if (isIncluded(1))
      test('nothing shifts when the dialog to publish a draft opens', async ({ tab, page }) => {
        await tab.goTo('birthday-voucher-v3')

        await page.getByRole('button', { name: 'Publish', exact: true }).click()
        await expect(tab.dialog.getByText(/people inside will finish it\.$/)).toBeVisible()

        expect(await readLayoutShifts(page)).toEqual([])
      })

    for (const [dialog, [what, name, verb, title]] of dialogs.entries())
      if (isIncluded(2 + dialog))
        test(`nothing shifts when the dialog to ${what} opens`, async ({ tab, page }) => {
          await tab.goHome()
          await tab.row(name).hover()

          await tab.quickAction(verb, title).click()
          await expect(tab.dialog.getByText(/^Computed at/)).toBeVisible()

          expect(await readLayoutShifts(page)).toEqual([])
        })
  })

test.describe('on a narrow screen, when the version itself comes after the impact', () => {
  test.use({ viewport: { width: 320, height: 640 } })

  test('nothing shifts in the dialog to close a journey', async ({ tab, page, backend }) => {
    const released = Promise.withResolvers<void>()
    const path = '/api/versions/flight-delay-care-v3'
    backend.setFault(
      async (next) => {
        await released.promise
        return next()
      },
      (requested) => requested === path,
    )
    await tab.goHome()
    await tab.row('Flight delay care').hover()
    await tab.quickAction('Close to new entrances', 'Flight delay care v. 3').click()
    await expect(tab.dialog.getByText(/^Computed at/)).toBeVisible()

    const arrived = page.waitForResponse((response) => new URL(response.url()).pathname === path)
    released.resolve()
    await (await arrived).finished()

    expect(await readLayoutShifts(page)).toEqual([])
  })
})
