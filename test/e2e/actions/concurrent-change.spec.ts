import { expect } from '@playwright/test'
import { ConsolePage, test } from '#test/e2e/support/console-page.ts'

const id = 'abandoned-cart-reminder-v3'
const name = 'Abandoned cart reminder'
const title = 'Abandoned cart reminder v. 3'

test('an emergency stop is not defeated by a colleague who closes a moment before: the dialog says so, and stops it after all', async ({
  tab,
  context,
}) => {
  const colleague = new ConsolePage(await context.newPage(), 'en')
  await colleague.goHome()
  await colleague.row(name).hover()
  await colleague.quickAction('Close to new entrances', title).click()
  await expect(colleague.button('Close to new entrances')).toBeEnabled()
  await tab.page.bringToFront()
  await tab.goTo(id)
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await tab.dialog.getByLabel(tab.says.reason, { exact: true }).selectOption(tab.says.stop.reason)
  await tab.dialog.getByRole('textbox', { name: tab.says.typeName }).fill(name)

  await colleague.page.bringToFront()
  await colleague.button('Close to new entrances').click()
  await expect(colleague.dialog).toBeHidden()
  await tab.page.bringToFront()
  await expect(tab.dialog.getByRole('alert')).toContainText(/Ana Ruiz closed it .*Confirm again if it is still what you want\./)
  await expect(tab.dialog.getByRole('textbox', { name: tab.says.typeName })).toHaveValue(name)
  await tab.button('Stop').click()

  await expect(tab.dialog).toBeHidden()
  await expect(tab.pageHeader).toContainText('Stopped')
  await expect(colleague.statusOf(name)).toContainText('Stopped')
  expect((await tab.readHistory(id)).slice(0, 2).map(({ type }) => type)).toEqual(['stop', 'close'])
})

test(
  'a journey that another marketer stops can no longer be closed: the open dialog says who did it and why',
  { tag: '@demo' },
  async ({ tab, page }) => {
    await tab.goHome()
    await tab.row(name).hover()
    await tab.quickAction('Close to new entrances', title).click()
    await expect(tab.button('Close to new entrances')).toBeEnabled()
    const note = tab.dialog.getByRole('textbox')
    await note.fill('The campaign is over')

    await tab.controlDemo('POST', 'second-user', { action: 'stop', versionId: id })

    await expect(tab.dialog.getByRole('alert')).toContainText(/Nobody is inside any more\..*stopped it .*\. Reason: Legal or consent\./)
    await expect(tab.button('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
    await expect(note).toBeFocused()
    await expect(note).toHaveValue('The campaign is over')
    await page.keyboard.press('Escape')
    await expect(tab.statusOf(name)).toContainText('Stopped')
  },
)
