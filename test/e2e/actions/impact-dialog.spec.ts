import { expect, type Locator } from '@playwright/test'
import { findHorizontalOverflow, expectNoViolations, waitForAnimations } from '#test/e2e/accessibility/audit.ts'
import { test } from '#test/e2e/support/console-page.ts'
import { welcome } from '#test/e2e/support/states.ts'

const readBoxes = (figures: Locator) =>
  figures.evaluateAll((elements) => elements.map((element) => element.parentElement!.getBoundingClientRect().toJSON() as DOMRect))

test('the two endings stand side by side, each number beside the one it is compared with', async ({ tab }) => {
  await tab.goTo(welcome)
  await tab.moreActions.click()
  await tab.item('Stop').click()

  const [closing, stopping] = [/^Close to new entrances Recommended$/, /^Stop$/].map((name) => tab.dialog.getByRole('group', { name }))
  await expect(stopping!.getByText(/^\d+,\d+$/).first()).toBeVisible()
  await waitForAnimations(tab.page)

  const [left, right] = await Promise.all([closing!, stopping!].map((group) => readBoxes(group.getByRole('term'))))
  expect(left!.map(({ y, height }) => [y, height])).toEqual(right!.slice(0, 3).map(({ y, height }) => [y, height]))
  expect(left![0]!.right).toBeLessThanOrEqual(right![0]!.left)
  const way = (await tab.button(tab.says.instead).boundingBox())!
  expect(way.y).toBeGreaterThan(left![2]!.bottom)
})

test('on a narrow screen they stand one below the other, closing first with its button, and the dialog’s buttons stay in sight', async ({
  tab,
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 })
  await tab.goTo(welcome)
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await expect(tab.dialog.getByText(/^Computed at/)).toBeVisible()

  const way = (await tab.button(tab.says.instead).boundingBox())!
  const stopping = (await tab.dialog.getByRole('group', { name: 'Stop', exact: true }).boundingBox())!
  expect(way.y + way.height).toBeLessThanOrEqual(stopping.y)

  await tab.dialog.getByText('Winback after cancellation v. 2').scrollIntoViewIfNeeded()
  await expect(tab.button('Stop')).toBeInViewport({ ratio: 1 })
  await expect(tab.button('Cancel')).toBeInViewport({ ratio: 1 })
  expectNoViolations([await findHorizontalOverflow(page, 'the stop dialog')])
})

for (const [width, height] of [
  [1920, 1080],
  [320, 568],
] as const)
  test(`on a screen of ${width} by ${height} what is wrong with a field is in sight with it`, async ({ tab, page }) => {
    const { says, dialog } = tab
    await page.setViewportSize({ width, height })
    await tab.goTo(welcome)
    await tab.moreActions.click()
    await tab.item('Stop').click()
    const typed = dialog.getByRole('textbox', { name: says.typeName })
    await typed.fill('Welcome serie')
    await dialog.getByLabel(says.reason, { exact: true }).selectOption(says.stop.reason)

    await tab.button('Stop').click()

    await expect(typed).toBeFocused()
    await expect(dialog.getByText(says.wrongName)).toBeInViewport({ ratio: 1 })
    await expect(typed).toBeInViewport({ ratio: 1 })
  })
