import { expect, type Locator, type Page } from '@playwright/test'
import { test } from '#test/e2e/support/console-page.ts'

/** What a column of the table of people says, by moment. */
async function readColumn(page: Page, name: string): Promise<ReadonlyMap<string, string>> {
  const table = page.getByRole('region', { name: 'All numbers as a table' }).getByRole('table')
  const index = (await table.getByRole('columnheader').allTextContents()).indexOf(name)
  expect(index, `there is a column ${name}`).toBeGreaterThan(0)
  const rows = await table
    .getByRole('row')
    .evaluateAll(
      (found, cell) =>
        found.slice(1).map((row): [string, string] => [row.querySelector('time')?.dateTime ?? '', row.children[cell]?.textContent ?? '']),
      index,
    )
  return new Map(rows.filter(([, said]) => said !== '–'))
}

/** Where on the chart the pointer goes, from 0 (its left edge) to 1. */
async function pointAt(page: Page, drawing: Locator, along: number) {
  const box = await drawing.boundingBox()
  expect(box).not.toBeNull()
  if (box) await page.mouse.move(box.x + box.width * along, box.y + box.height / 2)
}

test(
  'while time runs 3600 times as fast, the real curve of a closed journey lies on its forecast until it is empty',
  { tag: '@demo' },
  async ({ tab, page }) => {
    await tab.goTo('flight-delay-care-v3?view=people&range=24h')
    await tab.moreActions.click()
    await tab.item(tab.says.close.verb).click()
    await tab.button(tab.says.close.verb).click()
    await expect(page.getByRole('figure', { name: /^[\d,]+ people are left of [\d,]+ inside when it closed\./ })).toBeVisible()
    await page.getByText('All numbers as a table').click()
    const forecast = await readColumn(page, 'Expected')

    await tab.controlDemo('PUT', 'settings', { speed: 3600 })
    await expect(tab.pageHeader).toContainText('Finished')
    await expect(page.getByRole('figure', { name: /^The last person left on / })).toBeVisible()

    // The curve is read after the version.
    await expect.poll(async () => [...(await readColumn(page, 'Inside'))].at(-1)).toEqual([...forecast].at(-1))
    const real = await readColumn(page, 'Inside')
    const shared = [...forecast.keys()].filter((at) => real.has(at))
    expect(shared.length).toBeGreaterThan(10)
    expect(new Set(shared.map((at) => real.get(at))).size).toBeGreaterThan(5)
    expect(shared.map((at) => [at, real.get(at)])).toEqual(shared.map((at) => [at, forecast.get(at)]))
    expect([...real.values()].at(-1)).toBe('0')
  },
)

test('the numbers of a moment are read by pointing at it and by keyboard, and nothing moves', async ({ tab, page }) => {
  await tab.goTo('welcome-series-v2?view=people&range=all')
  const figure = page.getByRole('figure')
  const walker = figure.getByRole('slider', { name: 'Moment' })
  const drawing = figure.locator('svg').last()
  const moment = async () => Number(await walker.inputValue())
  await drawing.scrollIntoViewIfNeeded()
  const [now, place] = [await moment(), await drawing.boundingBox()]

  await pointAt(page, drawing, 0.3)
  await expect.poll(moment).toBeLessThan(now / 2)
  await page.mouse.move(0, 0)
  await expect.poll(moment).toBeGreaterThanOrEqual(now)
  await walker.focus()
  await page.keyboard.press('Home')
  await expect(walker).toHaveAttribute('aria-valuetext', /: Published, Inside 0, Entered 0, Completed 0, Stopped 0, Timed out 0$/)
  await page.keyboard.press('ArrowRight')

  await expect(walker).toHaveValue('1')
  await expect(figure.getByRole('definition').first()).not.toHaveText('0')
  expect(await drawing.boundingBox()).toEqual(place)
})

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' })

  test('only the receipt is printed, black on white, on one page', async ({ tab, page }) => {
    await tab.goTo('credit-limit-increase-v1')
    const sheet = page.getByRole('article', { name: 'Receipt Stopped' })
    // The browser would go on printing on its own, and prints one thing at a time: the page that is looked at below would race with it.
    const printed = await page.evaluateHandle(() => {
      const calls: number[] = []
      window.print = () => void calls.push(document.querySelectorAll('[data-printing]').length)
      return calls
    })

    await sheet.getByRole('button', { name: 'Print' }).click()
    expect(await printed.jsonValue()).toEqual([1])
    await page.emulateMedia({ media: 'print' })

    await expect(sheet.getByText('Credit limit increase v. 1 (Latest)')).toBeVisible()
    await expect(sheet.getByText(new URL('/journeys/credit-limit-increase-v1', page.url()).href)).toBeVisible()
    await expect(sheet).toHaveCSS('color', 'rgb(0, 0, 0)')
    await expect(page.locator('html')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
    const seen = await page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' ').trim())
    expect(seen).toBe((await sheet.innerText()).replaceAll(/\s+/g, ' ').trim())
    expect(seen).not.toContain('Print')
    expect((await page.pdf()).toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1)
  })
})
