import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

// What only a laid-out page and real keys can show of menu buttons and dialogs; the rest is told in test/components.

test('very fast keys lead through menu and dialog and back, none is lost', async ({ tab, page }) => {
  const type = (...keys: readonly string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)))
  await tab.goTo('welcome-series-v2')
  await tab.moreActions.focus()

  await type('ArrowUp', 'ArrowUp', 'ArrowDown', 'Home', 'ArrowDown', 'c', 'ArrowDown')

  await expect(tab.item('Duplicate')).toBeFocused()
  await type('Escape', 'ArrowDown', 'ArrowDown')
  await expect(tab.item('Resume')).toBeFocused()
  await type('s', 'Enter')
  await expect(tab.button('Cancel')).toBeFocused()
  await type('Escape', 'ArrowUp', 'ArrowUp')
  await expect(tab.item('Close to new entrances')).toBeFocused()
})

test('in a window too low for it, a menu that opens on its last item shows it', async ({ tab, page }) => {
  await page.setViewportSize({ width: 320, height: 256 })
  await tab.goTo('welcome-series-v2')
  await tab.moreActions.focus()

  await page.keyboard.press('ArrowUp')

  await expect(tab.item('Stop')).toBeFocused()
  await expect(tab.item('Stop')).toBeInViewport({ ratio: 1 })
})

test('a press beside the dialog does nothing, and leaves the focus on Cancel', async ({ tab, page }) => {
  await tab.goTo('welcome-series-v2')
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await expect(tab.button('Cancel')).toBeFocused()

  await page.mouse.click(4, 4)

  await expect(tab.button('Cancel')).toBeFocused()
})

test('the demo menu is walked through by arrows, letters and figures, and chooses by Space', { tag: '@demo' }, async ({ tab, page }) => {
  await tab.goHome()
  const opener = page.getByRole('button', { name: /^Demo/ })
  await opener.focus()
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('menuitem', { name: 'Reset demo data' })).toBeFocused()

  await page.keyboard.press('v')

  await expect(page.getByRole('menuitemradio', { name: 'Viewer' })).toBeFocused()
  await page.keyboard.press('6')
  await expect(page.getByRole('menuitemradio', { name: '×60' })).toBeFocused()
  await page.keyboard.press('Space')
  await expect(opener).toBeFocused()
  await expect(opener).toHaveText('Demo · ×60')
})

for (const [width, height] of [
  [1024, 480],
  [320, 256],
] as const)
  test(`in a window of ${width} by ${height} whatever Tab leads to in a dialog is in sight, and the page behind it stays`, async ({
    tab,
    page,
  }) => {
    await page.setViewportSize({ width, height })
    await tab.goTo('welcome-series-v2')
    await tab.moreActions.focus()
    const before = await page.evaluate(() => scrollY)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    await expect(tab.dialog.getByRole('textbox', { name: tab.says.typeName })).toBeVisible()

    const focused = tab.dialog.locator(':focus')
    for (const key of [...Array<string>(7).fill('Tab'), ...Array<string>(3).fill('Shift+Tab')]) {
      await expect(focused).toBeInViewport({ ratio: 1 })
      await page.keyboard.press(key)
    }

    await page.mouse.move(4, 4)
    await page.mouse.wheel(0, 400)
    await page.keyboard.press('PageDown')
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
    expect(await page.evaluate(() => scrollY)).toBe(before)
  })
