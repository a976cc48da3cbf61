import { expect, type Page } from '@playwright/test'
import { findKeyboardBarriers } from './keyboard-audit.ts'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import { gestureAlternatives } from './gesture-alternatives.ts'

// Whatever reacts to a pointer can be found, reached and pressed in every other way, too.

const openAdvice = (page: Page) => page.getByRole('button', { name: /should be ended$/ }).click()

const states: Readonly<Record<string, (tab: ConsolePage, page: Page) => Promise<unknown>>> = {
  Home: async (tab, page) => {
    await tab.goHome('?status=paused')
    await openAdvice(page)
  },
  'an empty list': async (_, page) => {
    await page.goto('/?search=nothing-has-this-name&ended=7')
    await expect(page.getByRole('heading', { level: 2 })).toBeVisible()
    await expect(page.getByRole('link', { name: /people inside$/ })).toBeVisible()
  },
  'the path as a graph': async (tab, page) => {
    await tab.goTo('credit-limit-increase-v1')
    // The graph is loaded when it is shown: after the page.
    await expect(page.getByRole('button', { name: 'Zoom in' })).toBeVisible()
  },
  'the path as a table': async (tab, page) => {
    await tab.goTo('credit-limit-increase-v1')
    await page.getByRole('radio', { name: 'Table' }).check({ force: true })
    await expect(page.getByRole('columnheader').first()).toBeVisible()
  },
  'the people over time': async (tab, page) => {
    await tab.goTo('business-account-onboarding-v1?view=people')
    await page.locator('summary').click()
    await expect(page.getByRole('columnheader').first()).toBeVisible()
  },
  'the history and a receipt': async (tab) => {
    await tab.goTo('cart-reminder-v5?view=history')
    await expect(tab.entries.first()).toBeVisible()
  },
  'the menu of actions': async (tab, page) => {
    await tab.goTo('welcome-series-v2')
    await tab.moreActions.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
  },
  'the menu of versions': async (tab, page) => {
    await tab.goTo('welcome-series-v2')
    await page.getByRole('button', { name: /^Version 2/ }).press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
  },
  'the dialog to stop': async (tab) => {
    await tab.goTo('welcome-series-v2')
    await tab.moreActions.click()
    await tab.item('Stop').click()
    await expect(tab.dialog.getByRole('textbox', { name: tab.says.typeName })).toBeVisible()
  },
  'the notice after an ending': async (tab) => {
    await tab.goTo('flight-delay-care-v3')
    await tab.moreActions.click()
    await tab.item('Close to new entrances').click()
    await tab.button('Close to new entrances').click()
    await expect(tab.notice).toBeVisible()
  },
}

for (const part of [0, 1])
  test(`everything that can be pressed by mouse can be found, reached and pressed by keyboard and screen reader, part ${part + 1}`, async ({
    tab,
    page,
  }) => {
    const found: string[] = []

    for (const [index, [state, reach]] of Object.entries(states).entries())
      if (index % 2 === part) {
        await reach(tab, page)
        found.push(...(await findKeyboardBarriers(page, state)))
      }

    expect(found.join('\n')).toBe('')
  })

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  test('what a row offers is there without hovering, and large enough for a finger', async ({ tab }) => {
    await tab.goHome('?status=paused')
    const offers = tab.rows.first().locator('a[aria-label], button')

    const boxes = await offers.evaluateAll((all) =>
      all.map((one) => {
        const { width, height } = one.getBoundingClientRect()
        return { width, height, isSeen: one.checkVisibility({ opacityProperty: true, visibilityProperty: true }) }
      }),
    )

    // The check box, the report, and four actions.
    expect(boxes).toHaveLength(6)
    for (const { width, height, isSeen } of boxes) {
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44)
      expect(isSeen).toBe(true)
    }
    await offers.nth(4).tap()
    await expect(tab.button('Cancel')).toBeFocused()
  })

  test('a finger that scrolls from a menu button opens no menu, and a tap opens it', async ({ tab, page, context }) => {
    await tab.goTo('welcome-series-v2')
    const { x, y } = (await tab.moreActions.boundingBox())!
    const session = await context.newCDPSession(page)
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', distance: number) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: x + 20, y: y + 20 - distance }] })
    const scroll = await page.evaluateHandle(() => ({ end: new Promise((done) => addEventListener('scrollend', done, { once: true })) }))
    await touch('touchStart', 0)
    for (let distance = 12; distance <= 144; distance += 12) await touch('touchMove', distance)
    await touch('touchEnd', 144)
    // A tap while the page still scrolls on only stops it.
    await scroll.evaluate(async ({ end }) => void (await end))
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(50)
    await expect(page.getByRole('menu')).toHaveCount(0)

    await tab.moreActions.tap()

    await expect(tab.item('Stop')).toBeVisible()
  })
})

for (const [nth, half] of [gestureAlternatives.slice(0, 4), gestureAlternatives.slice(4)].entries())
  test(`what only a pointer does has keys that do the same, part ${nth + 1}`, async ({ tab, page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const { gesture, reach, pointer, keys, readState } of half)
      await test.step(gesture, async () => {
        await reach(tab, page)
        await page.mouse.move(2, 2)
        const before = JSON.stringify(await readState(page))
        await pointer(page)
        await expect.poll(async () => JSON.stringify(await readState(page)), `${gesture}, by pointer`).not.toBe(before)

        await page.mouse.move(2, 2)
        await reach(tab, page)
        await expect.poll(async () => JSON.stringify(await readState(page)), `${gesture}, at first`).toBe(before)
        await keys(page)
        await expect.poll(async () => JSON.stringify(await readState(page)), `${gesture}, by keyboard`).not.toBe(before)
      })
  })
