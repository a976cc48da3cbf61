import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

const day = 86_400_000

test('a marketer who publishes a draft reads what becomes of the version before it, and that comes true', async ({ tab, page }) => {
  await tab.goTo('birthday-voucher-v3')
  const before = await tab.readVersion('birthday-voucher-v2')
  expect(before.status).toBe('live')

  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await expect(tab.dialog).toHaveAccessibleName('Publish a journey')
  await expect(tab.dialog).toContainText('Are you sure you want to publish “Birthday voucher v. 3 (Latest)”?')
  await expect(tab.dialog).toContainText(/Birthday voucher v\. 2 closes to new entrances\. 4\d,\d{3} people inside will finish it\./)
  await tab.button('Publish').click()

  await expect(tab.pageHeader).toContainText('Live')
  await expect(tab.notice).toContainText('Birthday voucher v. 3 is live.')
  await page.getByRole('button', { name: 'Version 3 (Latest)' }).click()
  await page.getByRole('menuitem', { name: /Version 2/ }).click()
  await expect(tab.pageHeader).toContainText(/Closed \(no entrance\) · 4\d,\d{3} left/)
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('Closed to new entrances by itself: a newer version was published')
})

test('a marketer pauses a journey for the days of her choice', async ({ tab }) => {
  await tab.goTo('sneaker-drop-v1')
  await tab.moreActions.click()
  await tab.item('Pause').click()

  await tab.dialog.getByLabel('Pause for').selectOption('5 days')
  await tab.button('Pause').click()

  await expect(tab.pageHeader).toContainText('Paused')
  await expect(tab.notice).toContainText('Sneaker drop 👟🔥 v. 1 was paused.')
  const { pausedUntil, asOf } = await tab.readVersion('sneaker-drop-v1')
  expect((Date.parse(pausedUntil ?? '') - Date.parse(asOf)) / day).toBeCloseTo(5, 2)
  await expect(tab.moreActions).toBeFocused()
})

test('a marketer resumes a paused journey', async ({ tab, page }) => {
  await tab.goTo('miles-about-to-expire-v1')
  await expect(tab.pageHeader).toContainText('Paused')
  await expect(page.getByText(/^Resumes by itself on /)).toBeVisible()

  await page.getByRole('button', { name: 'Resume', exact: true }).click()
  await tab.button('Resume').click()

  await expect(tab.pageHeader).toContainText('Live')
  await expect(page.getByText(/^Resumes by itself on /)).toBeHidden()
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('Resumed by Ana Ruiz')
})

test('a marketer creates a new version and goes to it, while customers still enter the old one', async ({ tab, page }) => {
  await tab.goTo('passport-expiry-reminder-v1')
  await page.getByRole('button', { name: 'Create a new version', exact: true }).click()
  await tab.button('Create a new version').click()

  await tab.notice.getByRole('link', { name: 'Open Passport expiry reminder v. 2' }).click()

  await expect(tab.pageHeader).toContainText('Version 2 (Latest)')
  await expect(tab.pageHeader).toContainText('Draft')
  expect(await tab.readVersion('passport-expiry-reminder-v1')).toMatchObject({ status: 'live', latest: false })
})

test('a marketer duplicates a journey under a name of her own', async ({ tab }) => {
  await tab.goHome()
  await tab.row('Cart reminder').hover()
  await tab.quickAction('Duplicate', 'Cart reminder v. 5').click()
  const name = tab.dialog.getByRole('textbox', { name: 'Name of the new journey' })
  await expect(name).toHaveValue('Cart reminder_copy')

  await name.fill(' ')
  await tab.button('Duplicate').click()
  await expect(name).toHaveAccessibleDescription('Give the new journey a name.')
  await expect(name).toBeFocused()
  await name.fill('Cart reminder, calmer')
  await tab.button('Duplicate').click()

  await expect(tab.notice).toContainText('Cart reminder, calmer v. 1 was created as a draft.')
  await expect(tab.statusOf('Cart reminder, calmer')).toHaveText('Draft')
})

test('a marketer deletes a draft: its row is gone, its history is kept', async ({ tab }) => {
  const [id, name] = ['ski-season-early-bird-v1', 'Ski season early bird ⛷️']
  await tab.goHome()
  await tab.row(name).hover()
  await tab.quickAction('Delete', `${name} v. 1`).click()
  await expect(tab.dialog).toContainText('Its history is kept.')

  await tab.button('Delete').click()

  await expect(tab.notice).toContainText(`${name} v. 1 was deleted.`)
  await expect(tab.row(name)).toHaveCount(0)
  expect((await tab.readHistory(id))[0]).toMatchObject({ type: 'delete', actor: { name: 'Ana Ruiz' }, before: 'draft', after: null })
  await expect(tab.rows.getByRole('rowheader').getByRole('link').and(tab.page.locator(':focus'))).toHaveCount(1)
})

test('a marketer who deletes a stopped journey from its page is brought Home', async ({ tab, page }) => {
  await tab.goTo('credit-limit-increase-v1')
  await tab.moreActions.click()
  await tab.item('Delete').click()

  await tab.button('Delete').click()

  await expect(page).toHaveURL('/')
  await expect(tab.notice).toContainText('Credit limit increase v. 1 was deleted.')
  await expect(tab.row('Credit limit increase')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Journeys', exact: true })).toBeFocused()
})

test('a marketer who was about to stop a journey closes it instead', async ({ tab }) => {
  await tab.goHome()
  await tab.row('Welcome series').hover()
  await tab.quickAction('Stop', 'Welcome series v. 2').click()
  await expect(tab.dialog).toHaveAccessibleName('Stop a journey')

  await tab.button('Close to new entrances instead').click()
  await expect(tab.dialog).toHaveAccessibleName('Close a journey to new entrances')
  await expect(tab.button('Cancel')).toBeFocused()
  await expect(tab.button('Stop')).toHaveCount(0)
  await tab.button('Close to new entrances').click()

  await expect(tab.statusOf('Welcome series')).toContainText('Closed (no entrance)')
  await expect(tab.quickAction('Stop', 'Welcome series v. 2')).toBeFocused()
  expect((await tab.readHistory('welcome-series-v2'))[0]).toMatchObject({ type: 'close' })
})

test('Escape cancels, and so does Enter on Cancel; a click outside does nothing', async ({ tab, page }) => {
  await tab.goHome()
  const quick = tab.quickAction('Stop', 'Welcome series v. 2')
  const before = await tab.readHistory('welcome-series-v2')

  await tab.row('Welcome series').hover()
  await quick.click()
  await page.mouse.click(8, 8)
  await expect(tab.dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(tab.dialog).toBeHidden()
  await expect(quick).toBeFocused()

  await tab.row('Welcome series').hover()
  await quick.click()
  await expect(tab.button('Cancel')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(tab.dialog).toBeHidden()
  await expect(quick).toBeFocused()
  expect(await tab.readHistory('welcome-series-v2')).toHaveLength(before.length)
})

test('the focus stays inside the dialog, however often Tab is pressed', async ({ tab, page }) => {
  await tab.goHome()
  await tab.row('Welcome series').hover()
  await tab.quickAction('Stop', 'Welcome series v. 2').click()
  await expect(tab.button('Cancel')).toBeFocused()

  for (let press = 0; press < 12; press++) {
    await page.keyboard.press(press < 8 ? 'Tab' : 'Shift+Tab')
    await expect(tab.dialog.locator(':focus')).toHaveCount(1)
  }

  await expect(tab.dialog).toBeVisible()
})

test('what the notice offers works: a stopped journey gets a new version', async ({ tab }) => {
  await tab.goTo('fraud-alert-follow-up-v1')
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel('Reason', { exact: true }).selectOption('Other')
  await tab.button('Stop').click()
  await expect(tab.dialog.getByLabel('Note')).toHaveAccessibleDescription('Say more in a note: “Other” does not explain itself.')
  await tab.dialog.getByLabel('Note').fill('The bank asked for it.')
  await tab.button('Stop').click()
  await tab.openHistory()
  await expect(tab.entries.first()).toContainText('The bank asked for it.')

  await tab.notice.getByRole('button', { name: 'Create a new version' }).click()
  await tab.button('Create a new version').click()

  await tab.notice.getByRole('link', { name: 'Open Fraud alert follow-up v. 2' }).click()
  await expect(tab.pageHeader).toContainText('Draft')
  await expect(tab.notice).toBeHidden()
})

test('the notice stays until it is dismissed', async ({ tab, page }) => {
  await tab.goHome()
  await tab.row('Flight delay care').hover()
  await tab.quickAction('Close to new entrances', 'Flight delay care v. 3').click()
  await tab.button('Close to new entrances').click()
  await expect(tab.notice).toContainText('Flight delay care v. 3 was closed to new entrances.')

  await tab.row('Welcome series').getByRole('link', { name: 'Welcome series', exact: true }).click()
  await expect(tab.moreActions).toBeVisible()
  await expect(tab.notice).toBeVisible()
  await tab.notice.getByRole('button', { name: 'Dismiss' }).click()

  await expect(tab.notice).toBeHidden()
  await expect(page.locator(':focus')).toHaveCount(1)
})
