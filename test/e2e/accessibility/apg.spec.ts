import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

// What only a laid-out page and real keys can show of menu buttons and dialogs; the rest is told in test/components.

test('keys that come faster than anybody types lead through menu and dialog and back, none is lost', async ({ tab, page }) => {
  const type = (...keys: readonly string[]) => Promise.all(keys.map((key) => page.keyboard.press(key)))
  await tab.goTo('welcome-series-v2')
  await tab.moreActions.focus()

  await type('ArrowUp', 'ArrowUp', 'ArrowDown', 'Home', 'ArrowDown', 'c', 'ArrowDown')

  await expect(tab.item('Duplicate')).toBeFocused()
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

test('a press beside the dialog does nothing, and leaves the focus on the harmless answer', async ({ tab, page }) => {
  await tab.goTo('welcome-series-v2')
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await expect(tab.button('Cancel')).toBeFocused()

  await page.mouse.click(4, 4)

  await expect(tab.button('Cancel')).toBeFocused()
})

test('the demo menu is walked through by arrows, letters and figures, and chooses by Space', async ({ tab, page }) => {
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
