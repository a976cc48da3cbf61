import { expect } from '@playwright/test'
import { ConsolePage, test } from '#test/e2e/support/console-page.ts'

const readNames = (tab: ConsolePage) => tab.rows.getByRole('rowheader').getByRole('link').allInnerTexts()

test('what a marketer searches, filters and sorts by stands in the address, and back, forward, reload and a shared link restore it', async ({
  tab,
  page,
  context,
}) => {
  const live = page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: /^Live/ })
  const people = page.getByRole('columnheader', { name: 'People inside' })
  await tab.goHome()
  await tab.searchField.fill('retail')
  await expect(page).toHaveURL('/?search=retail')
  await live.click()
  await expect(page).toHaveURL('/?search=retail&status=live')
  await people.getByRole('button').click()
  await expect(page).toHaveURL('/?search=retail&status=live&sort=-people')
  await page.getByRole('radio', { name: 'All versions' }).click()
  await expect(page).toHaveURL('/?search=retail&status=live&versions=all&sort=-people')
  const found = ['Post-purchase care', 'Welcome series', 'Click & collect ready', 'Abandoned cart reminder']
  const everythingIsThere = async (where: ConsolePage) => {
    await expect(where.rows.getByRole('rowheader').getByRole('link')).toHaveText(found)
    await expect(where.searchField).toHaveValue('retail')
    await expect(where.page.getByRole('radio', { name: 'All versions' })).toBeChecked()
    await expect(where.page.getByRole('columnheader', { name: 'People inside' })).toHaveAttribute('aria-sort', 'descending')
    await expect(where.page.getByRole('navigation', { name: 'Status' }).locator('[aria-current]')).toHaveText(/^Live/)
  }
  await everythingIsThere(tab)

  await page.goBack()
  await expect(page.getByRole('radio', { name: 'Latest versions' })).toBeChecked()
  await page.goBack()
  await expect(people).toHaveAttribute('aria-sort', 'none')
  await page.goForward()
  await page.goForward()
  await everythingIsThere(tab)
  await page.reload()
  await everythingIsThere(tab)
  const shared = new ConsolePage(await context.newPage(), 'en')
  await shared.page.goto(page.url())
  await everythingIsThere(shared)
})

test('going back from a journey’s page brings the list back as it was', async ({ tab, page }) => {
  await tab.goHome('?search=cart&sort=name')
  await expect(tab.rows).toHaveCount(2)
  const before = await readNames(tab)
  await tab.row('Cart reminder').getByRole('link', { name: 'Cart reminder', exact: true }).click()
  await expect(tab.moreActions).toBeVisible()

  await page.goBack()

  await expect(tab.searchField).toHaveValue('cart')
  await expect.poll(() => readNames(tab)).toEqual(before)
})

test('an address that makes no sense shows the plain list', async ({ tab }) => {
  await tab.goHome('?status=exploded&sort=-colour&versions=some')

  await expect(tab.rows).toHaveCount(30)
})

test('pressing a heading sorts by it, and pressing it again turns the order round', async ({ tab, page }) => {
  await tab.goHome('?search=reminder')
  const heading = page.getByRole('columnheader', { name: 'Name' })

  await heading.getByRole('button').click()
  await expect(heading).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => readNames(tab)).toEqual((await readNames(tab)).toSorted())
  const ascending = await readNames(tab)
  await heading.getByRole('button').click()

  await expect(heading).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => readNames(tab)).toEqual(ascending.toReversed())
})

test('rows load as a marketer scrolls down, up to the last', async ({ tab, page }) => {
  await tab.goHome('?sort=name')
  await expect(tab.rows).toHaveCount(30)
  await expect(tab.table).toHaveAttribute('aria-rowcount', '61')

  // Rows are in the document while they are near the screen only. On a slow machine some are passed over: round after round.
  const names = new Set<string>()
  await expect(async () => {
    for (const name of await readNames(tab)) names.add(name)
    await page.evaluate(() => scrollTo(0, scrollY + innerHeight < document.documentElement.scrollHeight ? scrollY + 300 : 0))
    expect(names.size).toBe(60)
  }).toPass({ intervals: [50] })
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await expect(tab.rowAt(60)).toBeInViewport()
  // Rows far from the screen are not in the document.
  await expect(tab.rowAt(1)).not.toBeAttached()
  await expect(page.getByRole('button', { name: 'Show more' })).toBeHidden()
})

test('the slash key brings the focus into the search, and is typed when it is there already', async ({ tab, page }) => {
  await tab.goHome()

  await page.keyboard.press('/')
  await expect(tab.searchField).toBeFocused()
  await expect(tab.searchField).toHaveValue('')
  await page.keyboard.type('80 %/')

  await expect(tab.searchField).toHaveValue('80 %/')
})

test('a search that finds nothing says so, and clearing it brings everything back', async ({ tab, page }) => {
  await tab.goHome()
  await tab.searchField.fill('no such journey anywhere')

  await expect(page.getByRole('heading', { name: 'No journey matches' })).toBeVisible()
  await page.getByRole('button', { name: 'Clear all' }).click()

  await expect(tab.rows).toHaveCount(30)
  await expect(tab.searchField).toHaveValue('')
})

test('a search forgives case and accents, and finds people', async ({ tab }) => {
  await tab.goHome()

  await tab.searchField.fill('REACTIVATION')
  await expect(tab.rows.getByRole('rowheader').getByRole('link')).toHaveText(['Réactivation clients dormants'])
  await tab.searchField.fill('tomas novak porting')

  await expect(tab.rows.getByRole('rowheader').getByRole('link')).toHaveText(['Number porting follow-up'])
})

test('arrow keys, Home and End move between rows', async ({ tab, page }) => {
  await tab.goHome()
  // By its place in the list: once further rows have come, not all rows are in the document.
  const linkAt = (place: number) => tab.rowAt(place).getByRole('rowheader').getByRole('link')
  await linkAt(1).focus()

  await page.keyboard.press('ArrowDown')
  await expect(linkAt(2)).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await expect(linkAt(3)).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(linkAt(2)).toBeFocused()
  await page.keyboard.press('Home')
  await expect(linkAt(1)).toBeFocused()
  await page.keyboard.press('End')
  await expect(linkAt(30)).toBeFocused()
})

test('a row that was just ended stays in sight under a filter it no longer matches, until the marketer moves on', async ({ tab, page }) => {
  await tab.goHome('?status=live')
  const live = page.getByRole('navigation', { name: 'Status' }).getByRole('link', { name: /^Live/ })
  const [first, second] = await readNames(tab)
  await tab.row(second!).hover()
  await tab.quickAction('Close to new entrances', 'Flight delay care v. 3').click()
  await tab.button('Close to new entrances').click()

  await expect(tab.statusOf('Flight delay care')).toContainText('Closed (no entrance)')
  await expect(live).toHaveText(/26$/)
  await page.getByRole('heading', { name: 'Journeys', exact: true }).hover()
  await expect.poll(async () => (await readNames(tab)).slice(0, 2)).toEqual([first, second])
  await live.click()

  await expect(tab.row('Flight delay care')).toHaveCount(0)
})

test('rows do not move under the pointer when another tab changes one, and go where they belong once it leaves', async ({
  tab,
  page,
  context,
}) => {
  const other = new ConsolePage(await context.newPage(), 'en')
  await other.goTo('sneaker-drop-v1')
  await page.bringToFront()
  await tab.goHome()
  const before = await readNames(tab)
  await tab.row('Flight delay care').hover()
  await other.page.bringToFront()

  await other.moreActions.click()
  await other.item('Close to new entrances').click()
  await other.button('Close to new entrances').click()

  await expect(tab.statusOf('Sneaker drop 👟🔥')).toContainText('Closed (no entrance)')
  expect(await readNames(tab)).toEqual(before)
  await page.bringToFront()
  await page.getByRole('heading', { name: 'Journeys', exact: true }).hover()
  await expect.poll(async () => (await readNames(tab))[0]).toBe('Sneaker drop 👟🔥')
})
