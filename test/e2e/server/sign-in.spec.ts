import { expect, type Page } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

/** Fills in the form of the sign-in for development, and sends it. */
async function signIn(page: Page, name: string, role: 'Marketer' | 'Viewer'): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill(name)
  await page.getByRole('radio', { name: role }).check()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

test('whoever is not signed in signs in, comes to the journey asked for, may do what the role allows, and signs out', async ({
  tab,
  page,
  context,
}) => {
  await context.clearCookies()
  await page.goto('/journeys/welcome-series-v2?view=people')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await signIn(page, 'Jonas Lindqvist', 'Viewer')

  await expect(page).toHaveURL('/journeys/welcome-series-v2?view=people')
  await tab.moreActions.click()
  await expect(tab.item('Stop')).toHaveAttribute('aria-disabled', 'true')
  await expect(tab.item('Stop')).toHaveAccessibleDescription('You do not have permission to stop journeys.')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'Sign out, signed in as Jonas Lindqvist' }).click()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'You are signed out' })).toBeVisible()
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
})

test('a marketer who signs out in another tab while a journey is about to be stopped signs in again there, and stops it once', async ({
  tab,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/status of 401/)
  await tab.goTo('back-in-stock-alert-v2')
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel('Reason').selectOption('Other')
  const note = tab.dialog.getByLabel('Note')
  await note.fill('Prices of another country')
  const elsewhere = await context.newPage()
  await elsewhere.goto('/sign-out')
  await elsewhere.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(tab.dialog).toContainText('Your sign-in has expired. Nothing was done.')
  await expect(tab.button('Stop')).toHaveAttribute('aria-disabled', 'true')

  await elsewhere.getByRole('link', { name: 'Sign in again' }).click()
  await signIn(elsewhere, 'Ana Ruiz', 'Marketer')
  await tab.page.bringToFront()

  await expect(tab.dialog).toContainText('You are signed in again. Confirm if it is still what you want.')
  await expect(note).toHaveValue('Prices of another country')
  expect((await tab.readVersion('back-in-stock-alert-v2')).status).toBe('live')
  await tab.button('Stop').click()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect((await tab.readHistory('back-in-stock-alert-v2')).filter(({ type }) => type === 'stop')).toHaveLength(1)
})
