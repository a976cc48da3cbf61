import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

test('the language is switched without reloading, the document says so, and it is remembered', async ({ tab, page }) => {
  await tab.goHome()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  let loads = 0
  page.on('load', () => loads++)

  await page.getByRole('radio', { name: 'Français' }).check()

  await expect(page.getByRole('heading', { name: 'Parcours', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  await expect(page.getByRole('row', { name: /Welcome series/ })).toContainText('Actif')
  expect(loads).toBe(0)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Parcours', exact: true })).toBeVisible()
  await page.getByRole('radio', { name: 'English' }).check()
  await expect(page.getByRole('heading', { name: 'Journeys', exact: true })).toBeVisible()
})

test.describe('for a browser that speaks French', () => {
  test.use({ language: 'fr' })

  test('the console begins in French', async ({ tab, page }) => {
    await tab.goHome()

    await expect(page.getByRole('heading', { name: 'Parcours', exact: true })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr')
  })
})

test('the theme is the system’s until a marketer chooses one, and then it is remembered', async ({ tab, page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: 'light' })
  await tab.goHome()
  const light = await ground()
  await page.emulateMedia({ colorScheme: 'dark' })
  await expect.poll(ground).not.toBe(light)
  const dark = await ground()

  await page.getByRole('radio', { name: 'Light' }).check()
  await expect.poll(ground).toBe(light)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.getByRole('radio', { name: 'Dark' }).check()
  await expect.poll(ground).toBe(dark)

  await page.reload()
  await expect(page.getByRole('radio', { name: 'Dark' })).toBeChecked()
  await expect.poll(ground).toBe(dark)
})

test('a hostile name is text: in the list, on its page, in the dialog, in the notice', async ({ tab, page }) => {
  const name = '<b>Spring</b> & "sale"'
  const alerts: string[] = []
  page.on('dialog', (dialog) => {
    alerts.push(dialog.message())
    void dialog.dismiss()
  })
  await tab.goHome('?search=%3Cb%3E')
  await expect(tab.rows.getByRole('rowheader').getByRole('link')).toHaveText([name])
  await tab.row(name).getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page.getByText('it is text, and stays text. <img src=x onerror=alert(1)>')).toBeVisible()

  await tab.moreActions.click()
  await tab.item('Stop').click()
  await expect(tab.dialog).toContainText(`Are you sure you want to stop “${name} v. 1 (Latest)”?`)
  await tab.dialog.getByLabel('Reason', { exact: true }).selectOption('Faulty content or action')
  await tab.dialog.getByLabel('Note (optional)').fill('<script>alert(2)</script>')
  await tab.button('Stop').click()

  await expect(tab.notice).toContainText(`${name} v. 1 was stopped.`)
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('<script>alert(2)</script>')
  await expect(page.locator('main b, main img, main script, main i')).toHaveCount(0)
  expect(alerts).toEqual([])
})

test('a name written from right to left does not turn its surroundings round', async ({ tab }) => {
  await tab.goHome()
  await tab.row('عرض رمضان').hover()

  await tab.page.getByRole('button', { name: /^Close to new entrances, .*عرض رمضان/ }).click()

  await expect(tab.dialog).toContainText('“\u2068عرض رمضان\u2069 v. 1 (Latest)”?')
})

test('a very long name is cut, and can be read in full', async ({ tab, page }) => {
  await tab.goHome('?search=swimwear')
  const link = tab.rows.getByRole('rowheader').getByRole('link')

  const name = await link.innerText()

  expect(name).toHaveLength(200)
  await expect(link).toHaveAttribute('title', name)
  expect(await link.evaluate((element) => element.scrollWidth > element.clientWidth)).toBe(true)
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth <= innerWidth)).toBe(true)
})

test('an address that leads nowhere says so, and leads Home', async ({ tab, page, browserErrors }) => {
  // A server answers with this status; the demo does not.
  browserErrors.allow(/status of 404.*\/nowhere\/at\/all/)
  await page.goto('/nowhere/at/all')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()

  await page.getByRole('link', { name: 'Back to Home' }).click()

  await expect(tab.rows).toHaveCount(30)
})

test('a journey that does not exist says so, and leads Home', async ({ tab, page, browserErrors }) => {
  browserErrors.allow(/status of 404.*\/api\/versions\/no-such-journey/)
  await page.goto('/journeys/no-such-journey')
  await expect(page.getByRole('heading', { name: 'Journey not found' })).toBeVisible()

  await page.getByRole('link', { name: 'Back to Home' }).click()

  await expect(tab.rows).toHaveCount(30)
})

test('the skip link leads to the content', async ({ tab, page }) => {
  await tab.goHome()

  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('main')).toBeFocused()
})

test('the report of a journey opens, and its technical details are copied', async ({ tab, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await tab.goHome()
  await tab.row('Welcome series').hover()
  await tab.row('Welcome series').getByRole('link', { name: 'Open report, Welcome series v. 2' }).click()
  await expect(page).toHaveURL('/journeys/welcome-series-v2?view=people')
  await expect(page.getByRole('tabpanel', { name: 'People' })).toBeVisible()

  await page.getByRole('button', { name: 'Copy technical details' }).click()

  await expect(page.getByRole('status')).toHaveText('Technical details copied.')
  const copied: unknown = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  expect(copied).toMatchObject({ id: 'welcome-series-v2', status: 'live', number: 2 })
})
