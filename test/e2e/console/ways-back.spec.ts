import { expect, type Locator } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

const getTop = (element: Locator) => element.evaluate((one) => Math.round(one.getBoundingClientRect().top))

/** Waits until the element is this far from the top of the window, within two pixels. */
const expectTop = (element: Locator, top: number) => expect.poll(async () => Math.abs((await getTop(element)) - top)).toBeLessThanOrEqual(2)

test('Back, and the link to Home, lead to the row one came from, where it was, even after a reload of the page', async ({ tab, page }) => {
  await tab.goHome('?sort=name&versions=all')
  await tab.rows.first().hover()
  await expect(async () => {
    // On a slow machine several turns of the wheel may come at once, and go past the row.
    const lastIndex = Number(await tab.rows.last().getAttribute('aria-rowindex'))
    await page.mouse.wheel(0, lastIndex > 72 ? -600 : 600)
    await expect(tab.rowAt(71)).toBeAttached({ timeout: 500 })
  }).toPass()
  const link = tab.rowAt(71).getByRole('rowheader').getByRole('link')
  await link.scrollIntoViewIfNeeded()
  const top = await getTop(link)
  await link.click()
  await expect(tab.moreActions).toBeVisible()

  await page.goBack()
  await expect(link).toBeFocused()
  await expectTop(link, top)

  await page.goForward()
  await expect(tab.moreActions).toBeVisible()
  await page.reload()
  await expect(tab.moreActions).toBeVisible()
  await page.goBack()
  await expect(link).toBeFocused()
  await expectTop(link, top)

  await page.goForward()
  await page.getByRole('article').getByRole('link', { name: 'Home' }).click()
  await expect(page).toHaveURL('/?sort=name&versions=all')
  await expect(link).toBeFocused()
  await expectTop(link, top)
  await page.keyboard.press('Tab')
  await expect(tab.rowAt(71).getByRole('link', { name: /^Open report/ })).toBeFocused()
})

test('Back leaves a dialog, and Cancel leaves the history as it was', async ({ tab, page }) => {
  await tab.goHome()
  await page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: /^Live/ }).click()
  await expect(page).toHaveURL('/?status=live')
  const row = tab.row('Welcome series')
  const openStop = async () => {
    await row.hover()
    await tab.quickAction('Stop', 'Welcome series v. 2').click()
    await expect(tab.dialog).toBeVisible()
  }

  await openStop()
  await page.goBack()
  await expect(tab.dialog).toBeHidden()
  await expect(page).toHaveURL('/?status=live')
  await expect(tab.quickAction('Stop', 'Welcome series v. 2')).toBeFocused()

  // The link is followed while the browser is still on its way back from the dialog.
  await openStop()
  await page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLElement>('[role=alertdialog] button'))
      if (button.textContent === 'Cancel') button.click()
    document.querySelector<HTMLElement>('a[href="/journeys/welcome-series-v2"]')?.click()
  })
  await expect(tab.moreActions).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/?status=live')
  await page.goBack()
  await expect(page).toHaveURL('/')

  await page.reload()
  await row.hover()
  await tab.quickAction('Stop', 'Welcome series v. 2').click()
  await expect(tab.dialog).toBeVisible()
  await page.reload()
  await expect(row).toBeVisible()
  await expect(tab.dialog).toBeHidden()
})

test('a version opens in a new tab with a title of its own, and a tab pressed by mouse shows no focus ring', async ({
  tab,
  page,
  context,
}) => {
  await tab.goTo('birthday-voucher-v3')
  await expect(page).toHaveTitle('Birthday voucher v. 3 · Journey Console')
  await page.getByRole('tab', { name: 'People' }).click()
  await expect(page.getByRole('tab', { name: 'People' })).toBeFocused()
  expect(await page.getByRole('tab', { name: 'People' }).evaluate((one) => one.matches(':focus-visible'))).toBe(false)

  await page.getByRole('button', { name: 'Version 3 (Latest)' }).click()
  const opened = context.waitForEvent('page')
  await page.getByRole('menuitem', { name: /Version 2/ }).click({ modifiers: ['ControlOrMeta'] })

  await expect(await opened).toHaveTitle('Birthday voucher v. 2 · People · Journey Console')
  await expect(page).toHaveURL('/journeys/birthday-voucher-v3?view=people')
})
