import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'
import { moveFocusTo } from '#test/e2e/support/input-methods.ts'

const tip = 'It is already stopped.'

test('an action that is not available stays in the menu, reachable, with its reason, and does nothing', async ({ tab, page }) => {
  await tab.goTo('cart-reminder-v5')
  await tab.moreActions.focus()
  await page.keyboard.press('Enter')
  const pause = tab.item('Pause')
  await expect(pause).toHaveAttribute('aria-disabled', 'true')
  await expect(pause).toHaveAccessibleDescription('Only a live journey can be paused.')
  const drawn = pause.locator('[data-why]')
  expect(await drawn.evaluate((words) => getComputedStyle(words, '::after').content)).toBe('"Only a live journey can be paused."')

  await moveFocusTo(pause, 'ArrowDown')
  await expect(pause).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(pause).toBeFocused()
  await expect(tab.dialog).toBeHidden()
  await expect(tab.item('Close to new entrances')).toHaveAccessibleDescription('It is already closed.')
  await expect(tab.item('Stop')).not.toHaveAttribute('aria-disabled')
})

test('a quick action that is not available says why when it is hovered or focused, and Escape hides that', async ({ tab, page }) => {
  await tab.goHome()
  const stop = tab.quickAction('Stop', 'Weekend flash sale v. 1')
  await expect(stop).toHaveAccessibleDescription(tip)
  await expect(stop).toHaveAttribute('aria-disabled', 'true')
  const tooltip = page.getByRole('tooltip', { name: tip })

  await tab.row('Weekend flash sale').hover()
  await stop.hover()
  await expect(tooltip).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
  // Off the icon, within the same button.
  await stop.hover({ position: { x: 2, y: 2 } })
  await expect(tooltip).toBeHidden()

  // From one button to the next, which touches it.
  const remove = tab.quickAction('Delete', 'Weekend flash sale v. 1')
  const duplicate = tab.quickAction('Duplicate', 'Weekend flash sale v. 1')
  await tab
    .row('Weekend flash sale')
    .getByRole('link', { name: /^Open report/ })
    .hover()
  await duplicate.hover()
  const shown = page.getByRole('tooltip', { name: 'Duplicate' })
  await expect(shown).toBeVisible()
  const getCenter = (box: { readonly x: number; readonly width: number } | null) => (box ? box.x + box.width / 2 : NaN)
  expect(getCenter(await shown.boundingBox())).toBeCloseTo(getCenter(await duplicate.boundingBox()), 0)
  await remove.hover()
  await expect(shown).toBeHidden()
  await page.getByRole('heading', { name: 'Journeys', exact: true }).hover()
  await expect(page.getByRole('tooltip')).toBeHidden()

  await tab.quickAction('Close to new entrances', 'Weekend flash sale v. 1').focus()
  await page.keyboard.press('Tab')
  await expect(stop).toBeFocused()
  await expect(tooltip).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(tab.dialog).toBeHidden()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
})

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } })

  test('a quick action that is not available says why when it is tapped', async ({ tab, page }) => {
    await tab.goHome()
    const stop = tab.quickAction('Stop', 'Weekend flash sale v. 1')
    await stop.scrollIntoViewIfNeeded()

    // An unavailable button is no target that Playwright would tap by itself.
    await stop.tap({ force: true })

    await expect(page.getByRole('tooltip', { name: tip })).toBeVisible()
    await expect(tab.dialog).toBeHidden()
  })

  test('quick actions are 44 px in size, and Close and Stop stand 8 px apart', async ({ tab }) => {
    await tab.goHome()

    const close = await tab.quickAction('Close to new entrances', 'Welcome series v. 2').boundingBox()
    const stop = await tab.quickAction('Stop', 'Welcome series v. 2').boundingBox()

    for (const box of [close, stop]) {
      expect(box?.width).toBeGreaterThanOrEqual(44)
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    expect((stop?.x ?? 0) - (close?.x ?? 0) - (close?.width ?? 0)).toBeGreaterThanOrEqual(8)
  })
})

test('a viewer sees everything, may change nothing, and reads so everywhere', { tag: '@demo' }, async ({ tab, page }) => {
  await tab.goHome()
  await tab.controlDemo('PUT', 'settings', { actingAs: 'viewer' })
  await tab.goHome()
  const refused = [
    ['Duplicate', 'You do not have permission to duplicate journeys.'],
    ['Close to new entrances', 'You do not have permission to close journeys.'],
    ['Stop', 'You do not have permission to stop journeys.'],
    ['Delete', 'You do not have permission to delete journeys.'],
  ] as const
  for (const [verb, sentence] of refused) {
    await expect(tab.quickAction(verb, 'Welcome series v. 2')).toHaveAttribute('aria-disabled', 'true')
    await expect(tab.quickAction(verb, 'Welcome series v. 2')).toHaveAccessibleDescription(sentence)
  }

  await tab.row('Welcome series').getByRole('link', { name: 'Welcome series', exact: true }).click()
  const main = page.getByRole('button', { name: 'Create a new version', exact: true })
  await expect(main).toHaveAttribute('aria-disabled', 'true')
  await expect(main).toHaveAccessibleDescription('You do not have permission to create versions.')
  await tab.moreActions.click()

  await expect(page.getByRole('menuitem')).toHaveCount(8)
  for (const item of await page.getByRole('menuitem').all()) {
    await expect(item).toHaveAttribute('aria-disabled', 'true')
    await expect(item).toHaveAccessibleDescription(/^You do not have permission to .+\.$/)
  }
})

test(
  'when permission is taken away while the dialog is open, the dialog says so and sends nothing',
  { tag: '@demo' },
  async ({ tab, browserErrors }) => {
    browserErrors.allow(/status of 403/)
    await tab.goTo('welcome-series-v2')
    const before = await tab.readHistory('welcome-series-v2')
    await tab.moreActions.click()
    await tab.item('Close to new entrances').click()
    await expect(tab.button('Close to new entrances')).toBeEnabled()
    await tab.controlDemo('PUT', 'settings', { actingAs: 'viewer' })

    await expect(tab.button('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
    await tab.button('Close to new entrances').click({ force: true })

    await expect(tab.dialog.getByRole('alert')).toContainText('You do not have permission to close journeys.')
    expect(await tab.readHistory('welcome-series-v2')).toHaveLength(before.length)
  },
)
