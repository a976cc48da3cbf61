import { expect } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'
import { moveFocusTo } from '#test/e2e/support/input-methods.ts'

test('each number of the overview leads to the list of exactly those it counts', async ({ tab, page }) => {
  await tab.goHome('?search=welcome')
  const strip = page.getByRole('region', { name: 'Overview' })
  const matching = async () => Number((await page.getByText(/^\d+ of \d+$/).innerText()).replace(/ .*/, ''))

  for (const [name, query] of [
    [/^\d+ draining/, '?status=closed&versions=all'],
    [/^\d+ ended, last 7 days$/, '?ended=7&versions=all&sort=-ended'],
  ] as const) {
    const link = strip.getByRole('link', { name })
    const count = Number.parseInt(await link.innerText(), 10)
    await link.click()
    await expect(page).toHaveURL((url) => url.search === query)
    await expect(tab.rows).toHaveCount(count)
    expect(await matching()).toBe(count)
  }

  await strip.getByRole('link', { name: /people inside$/ }).click()
  await expect(page).toHaveURL((url) => url.search === '?versions=all&sort=-people')
})

test('by keyboard, a journey without entrances is found and closed, and the focus stays with it', async ({ tab, page }) => {
  await tab.goHome()
  const readAnnouncements = await tab.recordAnnouncements()
  const { page: at } = tab
  await moveFocusTo(at.getByRole('button', { name: /should be ended$/ }), 'Tab')
  await at.keyboard.press('Enter')

  const advice = page.getByRole('group', { name: 'Journeys that should be ended' })
  await moveFocusTo(advice.getByRole('button', { name: 'Close to new entrances, Insurance quote follow-up v. 1' }), 'Tab')
  await at.keyboard.press('Enter')
  await expect(tab.button('Cancel')).toBeFocused()
  const confirm = tab.button('Close to new entrances')
  // Until the impact is there the button waits, and a press does nothing.
  await expect(confirm).not.toHaveAttribute('aria-disabled')
  await moveFocusTo(confirm, 'Tab')
  await at.keyboard.press('Enter')

  await expect(tab.dialog).toBeHidden()
  await expect(advice.getByRole('link', { name: 'Insurance quote follow-up', exact: true })).toBeFocused()
  await expect(advice.getByRole('listitem').filter({ hasText: 'Insurance quote follow-up' })).toContainText('Finished')
  await expect.poll(readAnnouncements).toContain('Insurance quote follow-up v. 1 was closed to new entrances. Nobody was inside.')
})
