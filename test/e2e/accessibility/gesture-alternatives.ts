import { expect, type Locator, type Page } from '@playwright/test'
import { type Console } from '#test/e2e/support/console-page.ts'
import { walkTo } from '#test/e2e/support/input-methods.ts'

/** Something that only a pointer does, and how keys do the same. */
interface Pair {
  readonly gesture: string
  readonly reach: (tab: Console, page: Page) => Promise<unknown>
  readonly pointer: (page: Page) => Promise<unknown>
  readonly keys: (page: Page) => Promise<unknown>
  /** What comes of it, where it can be seen. */
  readonly outcome: (page: Page) => Promise<unknown>
}

const graph = (page: Page) => page.getByRole('region', { name: 'Graph of the path' })
const placeOf = (page: Page) => graph(page).getByRole('application').getByRole('group').nth(1)
const paneOf = (page: Page) => graph(page).locator('.react-flow__viewport')
const transform = (page: Page) => paneOf(page).evaluate((pane) => getComputedStyle(pane).transform)
const zoomOf = (page: Page) => paneOf(page).evaluate((pane) => new DOMMatrix(getComputedStyle(pane).transform).a)
const middle = async (target: Locator) => {
  const { x, y, width, height } = (await target.boundingBox())!
  return [x + width / 2, y + height / 2] as const
}
const firstRow = (page: Page) => page.getByRole('table').getByRole('row').nth(1)
const openTip = (page: Page) => page.getByRole('tooltip').and(page.locator(':popover-open'))
const toPath = async (tab: Console, page: Page) => {
  await tab.goTo('consent-renewal-all-channels-v2')
  await expect(placeOf(page)).toBeVisible()
}
const toPeople = async (tab: Console, page: Page) => {
  await tab.goTo('welcome-series-v2?view=people')
  await expect(page.getByRole('slider')).toBeVisible()
}
/** Every gesture that needs a pointer, and the keys that do the same. */
export const pairs: readonly Pair[] = [
  {
    gesture: 'pointing at a row shows what can be done with it',
    reach: (tab) => tab.goHome('?status=paused'),
    pointer: (page) => firstRow(page).hover(),
    keys: (page) => walkTo(firstRow(page).getByRole('rowheader').getByRole('link'), 'Tab'),
    outcome: (page) =>
      firstRow(page)
        .getByRole('button')
        .first()
        .evaluate((button) => button.checkVisibility({ opacityProperty: true, visibilityProperty: true })),
  },
  {
    gesture: 'pointing at an action that is not available says why',
    reach: (tab) => tab.goHome('?status=paused'),
    pointer: async (page) => {
      await firstRow(page).hover()
      await firstRow(page)
        .getByRole('button', { name: /^Close to new entrances/ })
        .hover()
    },
    keys: (page) => walkTo(firstRow(page).getByRole('button', { name: /^Close to new entrances/ }), 'Tab'),
    outcome: (page) => openTip(page).allInnerTexts(),
  },
  {
    gesture: 'pointing at the chart reads the numbers of that moment',
    reach: toPeople,
    pointer: async (page) => {
      await page.locator('input[type=range] ~ svg').hover({ position: { x: 200, y: 100 } })
    },
    keys: async (page) => {
      await page.getByRole('slider').focus()
      for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowLeft')
    },
    outcome: (page) => page.getByRole('slider').inputValue(),
  },
  {
    gesture: 'dragging, or a wheel turned sideways, moves the path',
    reach: toPath,
    pointer: async (page) => {
      await page.mouse.move(...(await middle(placeOf(page))))
      await page.mouse.wheel(200, 0)
    },
    keys: async (page) => {
      await placeOf(page).focus()
      await page.keyboard.press('End')
    },
    outcome: transform,
  },
  {
    gesture: 'a wheel with Ctrl zooms',
    reach: toPath,
    pointer: async (page) => {
      await page.mouse.move(...(await middle(placeOf(page))))
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, 300)
      await page.keyboard.up('Control')
    },
    keys: async (page) => {
      await walkTo(graph(page).getByRole('button', { name: 'Zoom out' }), 'Tab')
      await page.keyboard.press('Enter')
    },
    outcome: async (page) => (await zoomOf(page)) < 1,
  },
  {
    gesture: 'a press beside a menu closes it',
    reach: async (tab, page) => {
      await tab.goTo('welcome-series-v2')
      await tab.moreActions.click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
    pointer: (page) => page.mouse.click(8, 500),
    keys: (page) => page.keyboard.press('Escape'),
    outcome: async (page) => (await page.getByRole('menu').count()) === 0,
  },
  {
    gesture: 'scrolling to the end of the list shows more of it',
    reach: (tab) => tab.goHome(),
    pointer: (page) => page.mouse.wheel(0, 5_000),
    keys: async (page) => {
      await page.getByRole('button', { name: 'Show more' }).focus()
      await page.keyboard.press('Enter')
    },
    outcome: async (page) => (await page.getByRole('table').getByRole('rowheader').count()) > 30,
  },
  {
    gesture: 'a table wider or longer than its place is scrolled',
    reach: async (tab, page) => {
      await toPeople(tab, page)
      await page.locator('summary').press('Enter')
      await expect(page.getByRole('region', { name: 'All numbers as a table' })).toBeVisible()
    },
    pointer: async (page) => {
      await page.getByRole('region', { name: 'All numbers as a table' }).hover()
      await page.mouse.wheel(0, 300)
    },
    keys: async (page) => {
      await walkTo(page.getByRole('region', { name: 'All numbers as a table' }), 'Tab')
      await page.keyboard.press('PageDown')
    },
    outcome: (page) => page.getByRole('region', { name: 'All numbers as a table' }).evaluate((region) => region.scrollTop > 0),
  },
]
