import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

test('the sign-in expires while a journey is about to be stopped: signed in again in another tab, it is all there, and stopped once', async ({
  tab,
  page,
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
  await tab.controlDemo('PUT', 'settings', { signedIn: false })
  await expect(tab.dialog).toContainText('Your sign-in has expired. Nothing was done.')
  await expect(tab.button('Stop')).toHaveAttribute('aria-disabled', 'true')

  const opened = context.waitForEvent('page')
  await note.focus()
  await tab.dialog.getByRole('link', { name: 'Sign in again' }).click()
  const elsewhere = await opened
  const closed = elsewhere.waitForEvent('close')
  await elsewhere.getByRole('button', { name: 'Sign in as Ana Ruiz, marketer' }).click()
  await closed

  await expect(tab.dialog).toContainText('You are signed in again. Confirm if it is still what you want.')
  await expect(note).toBeFocused()
  await expect(note).toHaveValue('Prices of another country')
  expect((await tab.readVersion('back-in-stock-alert-v2')).status).toBe('live')
  await tab.button('Stop').click()
  await expect(tab.pageHeader).toContainText('Stopped')
  expect((await tab.readHistory('back-in-stock-alert-v2')).filter(({ type }) => type === 'stop')).toHaveLength(1)
  await expect(page.getByRole('link', { name: 'Sign in again' })).toBeHidden()
})

test('the sign-in expires on Home: the rows stay where they are, and another user signs in', async ({
  tab,
  page,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/status of 401/)
  await tab.goHome()
  const before = await tab.row('Welcome series').boundingBox()
  await page.getByRole('button', { name: 'Demo', exact: true }).click()
  await tab.item('Let the sign-in expire').click()
  const link = page.getByRole('link', { name: 'Sign in again' })
  await expect(link).toBeVisible()
  expect(await tab.row('Welcome series').boundingBox()).toEqual(before)

  const opened = context.waitForEvent('page')
  await link.click()
  await (await opened).getByRole('button', { name: 'Sign in as Jonas Lindqvist, viewer' }).click()

  await expect(page.getByRole('img', { name: 'Signed in as Jonas Lindqvist' })).toBeVisible()
  await expect(link).toBeHidden()
  await expect(tab.quickAction('Stop', 'Welcome series v. 2')).toHaveAccessibleDescription('You do not have permission to stop journeys.')
})
