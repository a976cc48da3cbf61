import { expect } from '@playwright/test'
import { ConsolePage, test } from '#test/e2e/support/console-page.ts'
import { moveFocusTo } from '#test/e2e/support/input-methods.ts'
import { recordPosts } from '#test/e2e/support/sent-requests.ts'
import type { Ending } from '#test/e2e/support/words.ts'

const id = 'abandoned-cart-reminder-v3'
const name = 'Abandoned cart reminder'
const title = 'Abandoned cart reminder v. 3'

/** How often a key that is held down is repeated. */
const repeats = 12

/** Holds Enter down, as a key that is stuck does: it is repeated wherever the focus is by then. */
async function holdEnter({ page }: ConsolePage) {
  for (let press = 0; press <= repeats; press++) await page.keyboard.down('Enter')
  return () => page.keyboard.up('Enter')
}

/** Opens the dialog from the list and fills in what it asks for, up to the last press. */
async function prepare(tab: ConsolePage, ending: Ending) {
  const { says } = tab
  await tab.page.bringToFront()
  await tab.goHome()
  await tab.row(name).hover()
  await tab.quickAction(says[ending].verb, title).click()
  if (ending === 'stop') {
    await tab.dialog.getByLabel(says.reason, { exact: true }).selectOption(says.stop.reason)
    await tab.dialog.getByRole('textbox', { name: says.typeName }).fill(name)
  }
  const confirm = tab.button(says[ending].verb)
  await expect(confirm).toBeEnabled()
  return confirm
}

/** Presses Enter on the confirming button of both tabs as nearly at once as two people ever could. */
async function confirmAtOnce(one: ConsolePage, other: ConsolePage, verbs: readonly [string, string]) {
  await moveFocusTo(one.button(verbs[0]), 'Tab')
  await moveFocusTo(other.button(verbs[1]), 'Tab')
  await Promise.all([one.page.keyboard.press('Enter'), other.page.keyboard.press('Enter')])
}

const openDialogs = async (...tabs: readonly ConsolePage[]) =>
  (await Promise.all(tabs.map(({ dialog }) => dialog.count()))).reduce((sum, count) => sum + count)

test('a marketer who double-clicks on the confirming button stops the journey once', async ({ tab }) => {
  const confirm = await prepare(tab, 'stop')
  const before = await tab.readHistory(id)
  const sent = recordPosts(tab)

  await confirm.dblclick()

  await expect(tab.statusOf(name)).toContainText('Stopped')
  await expect(tab.dialog).toBeHidden()
  expect(await tab.readHistory(id)).toHaveLength(before.length + 1)
  expect(sent).toHaveLength(1)
})

test('Enter held down on the quick action opens the dialog, and neither cancels nor confirms', async ({ tab }) => {
  await tab.goHome()
  const before = await tab.readHistory(id)
  const quick = tab.quickAction('Close to new entrances', title)
  await quick.focus()

  const release = await holdEnter(tab)

  await expect(tab.button('Cancel')).toBeFocused()
  const releaseAgain = await holdEnter(tab)
  await expect(tab.dialog).toBeVisible()
  await release()
  await releaseAgain()
  await expect(tab.button('Cancel')).toBeFocused()
  expect(await tab.readHistory(id)).toHaveLength(before.length)
})

test('Enter held down in the menu of the page opens the dialog, and neither cancels nor confirms', async ({ tab, page }) => {
  await tab.goTo(id)
  const before = await tab.readHistory(id)
  await tab.moreActions.focus()
  await page.keyboard.press('ArrowUp')
  await expect(tab.item('Stop')).toBeFocused()

  const release = await holdEnter(tab)

  await expect(tab.button('Cancel')).toBeFocused()
  const releaseAgain = await holdEnter(tab)
  await release()
  await releaseAgain()
  await expect(tab.button('Cancel')).toBeFocused()
  expect(await tab.readHistory(id)).toHaveLength(before.length)
})

test('Enter held down on Cancel cancels, and does not open the dialog again', async ({ tab, page }) => {
  await tab.goHome()
  const before = await tab.readHistory(id)
  const quick = tab.quickAction('Stop', title)
  await quick.focus()
  await page.keyboard.press('Enter')
  await expect(tab.button('Cancel')).toBeFocused()

  const release = await holdEnter(tab)

  await expect(quick).toBeFocused()
  const releaseAgain = await holdEnter(tab)
  await expect(tab.dialog).toBeHidden()
  await release()
  await releaseAgain()
  await expect(tab.dialog).toBeHidden()
  expect(await tab.readHistory(id)).toHaveLength(before.length)
})

test('Enter held down on the confirming button closes the journey once, and opens nothing afterwards', async ({ tab }) => {
  const confirm = await prepare(tab, 'close')
  const before = await tab.readHistory(id)
  const sent = recordPosts(tab)
  await moveFocusTo(confirm, 'Tab')

  const release = await holdEnter(tab)

  await expect(tab.quickAction('Close to new entrances', title)).toBeFocused()
  const releaseAgain = await holdEnter(tab)
  await release()
  await releaseAgain()
  await expect(tab.dialog).toBeHidden()
  await expect(tab.statusOf(name)).toContainText('Closed (no entrance)')
  expect(await tab.readHistory(id)).toHaveLength(before.length + 1)
  expect(sent).toHaveLength(1)
})

test('two tabs that stop the same journey at once stop it once, and the slower one reads who did', async ({
  tab,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/status of 412|status of 409/)
  const other = new ConsolePage(await context.newPage(), 'en')
  await prepare(tab, 'stop')
  await prepare(other, 'stop')
  const before = await tab.readHistory(id)

  await confirmAtOnce(tab, other, ['Stop', 'Stop'])

  await expect.poll(() => openDialogs(tab, other)).toBe(1)
  const slower = (await tab.dialog.isVisible()) ? tab : other
  await expect(slower.dialog.getByRole('alert')).toContainText(/Ana Ruiz stopped it .*\. Reason: Wrong audience\./)
  await expect(slower.button('Stop')).toHaveAttribute('aria-disabled', 'true')
  await slower.page.bringToFront()
  await slower.button('Cancel').click()
  for (const each of [tab, other]) await expect(each.statusOf(name)).toContainText('Stopped')
  expect(await tab.readHistory(id)).toHaveLength(before.length + 1)
})

test('of two tabs that close and stop a journey at once, one wins and the other reads who did what', async ({
  tab,
  context,
  browserErrors,
}) => {
  browserErrors.allow(/status of 412|status of 409/)
  const other = new ConsolePage(await context.newPage(), 'en')
  await prepare(tab, 'close')
  await prepare(other, 'stop')
  const before = await tab.readHistory(id)

  await confirmAtOnce(tab, other, ['Close to new entrances', 'Stop'])

  await expect.poll(() => openDialogs(tab, other)).toBe(1)
  const [latest] = await tab.readHistory(id)
  const slower = latest?.type === 'close' ? other : tab
  await expect(slower.dialog.getByRole('alert')).toContainText(latest?.type === 'close' ? /Ana Ruiz closed it/ : /Ana Ruiz stopped it/)
  await slower.page.bringToFront()
  await slower.button('Cancel').click()
  for (const each of [tab, other])
    await expect(each.statusOf(name)).toContainText(latest?.type === 'close' ? 'Closed (no entrance)' : 'Stopped')
  expect(await tab.readHistory(id)).toHaveLength(before.length + 1)
})

test('a journey that is ended in one tab is ended on the other tab’s page at once, and its open dialog can no longer send', async ({
  tab,
  context,
}) => {
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo(id)
  await other.moreActions.click()
  await other.item('Close to new entrances').click()
  await expect(other.button('Close to new entrances')).toBeEnabled()
  const confirm = await prepare(tab, 'close')

  await confirm.click()

  await expect(other.dialog.getByRole('alert')).toContainText(/This is no longer possible\. It is already closed\./)
  await expect(other.dialog.getByRole('alert')).toContainText(/Ana Ruiz closed it/)
  await expect(other.button('Close to new entrances')).toHaveAttribute('aria-disabled', 'true')
  await other.page.bringToFront()
  await other.button('Cancel').click()
  await expect(other.pageHeader).toContainText('Closed (no entrance)')
})
