import { expect, type Locator, type Page } from '@playwright/test'
import { type ConsolePage } from '#test/e2e/support/console-page.ts'
import { moveFocusTo } from '#test/e2e/support/input-methods.ts'

/** Something that only a pointer does, and how keys do the same. */
interface GestureAlternative {
  readonly gesture: string
  readonly reach: (tab: ConsolePage, page: Page) => Promise<unknown>
  readonly pointer: (page: Page) => Promise<unknown>
  readonly keys: (page: Page) => Promise<unknown>
  /** What comes of it, where it can be seen. */
  readonly readState: (page: Page) => Promise<unknown>
}

const getGraph = (page: Page) => page.getByRole('region', { name: 'Graph of the path' })
const getActivity = (page: Page) => getGraph(page).getByRole('application').getByRole('group').nth(1)
const getViewport = (page: Page) => getGraph(page).locator('.react-flow__viewport')
const readTransform = (page: Page) => getViewport(page).evaluate((pane) => getComputedStyle(pane).transform)
const readZoom = (page: Page) => getViewport(page).evaluate((pane) => new DOMMatrix(getComputedStyle(pane).transform).a)
const findCenter = async (target: Locator) => {
  const { x, y, width, height } = (await target.boundingBox())!
  return [x + width / 2, y + height / 2] as const
}
const getFirstRow = (page: Page) => page.getByRole('table').getByRole('row').nth(1)
const getOpenTooltip = (page: Page) => page.getByRole('tooltip').and(page.locator(':popover-open'))
const openPath = async (tab: ConsolePage, page: Page) => {
  await tab.goTo('consent-renewal-all-channels-v2')
  await expect(getActivity(page)).toBeVisible()
}
const openPeople = async (tab: ConsolePage, page: Page) => {
  await tab.goTo('welcome-series-v2?view=people')
  await expect(page.getByRole('slider')).toBeVisible()
}
/** Every gesture that needs a pointer, and the keys that do the same. */
export const gestureAlternatives: readonly GestureAlternative[] = [
  {
    gesture: 'pointing at a row shows what can be done with it',
    reach: (tab) => tab.goHome('?status=paused'),
    pointer: (page) => getFirstRow(page).hover(),
    keys: (page) => moveFocusTo(getFirstRow(page).getByRole('rowheader').getByRole('link'), 'Tab'),
    readState: (page) =>
      getFirstRow(page)
        .getByRole('button')
        .first()
        .evaluate((button) => button.checkVisibility({ opacityProperty: true, visibilityProperty: true })),
  },
  {
    gesture: 'pointing at an action that is not available says why',
    reach: (tab) => tab.goHome('?status=paused'),
    pointer: async (page) => {
      await getFirstRow(page).hover()
      await getFirstRow(page)
        .getByRole('button', { name: /^Close to new entrances/ })
        .hover()
    },
    keys: (page) => moveFocusTo(getFirstRow(page).getByRole('button', { name: /^Close to new entrances/ }), 'Tab'),
    readState: (page) => getOpenTooltip(page).allInnerTexts(),
  },
  {
    gesture: 'pointing at the chart reads the numbers of that moment',
    reach: openPeople,
    pointer: async (page) => {
      await page.locator('input[type=range] ~ svg').hover({ position: { x: 200, y: 100 } })
    },
    keys: async (page) => {
      await page.getByRole('slider').focus()
      for (let steps = 0; steps < 3; steps++) await page.keyboard.press('ArrowLeft')
    },
    readState: (page) => page.getByRole('slider').inputValue(),
  },
  {
    gesture: 'dragging, or a wheel turned sideways, moves the path',
    reach: openPath,
    pointer: async (page) => {
      await page.mouse.move(...(await findCenter(getActivity(page))))
      await page.mouse.wheel(200, 0)
    },
    keys: async (page) => {
      await getActivity(page).focus()
      await page.keyboard.press('End')
    },
    readState: readTransform,
  },
  {
    gesture: 'a wheel with Ctrl zooms',
    reach: openPath,
    pointer: async (page) => {
      await page.mouse.move(...(await findCenter(getActivity(page))))
      await page.keyboard.down('Control')
      await page.mouse.wheel(0, 300)
      await page.keyboard.up('Control')
    },
    keys: async (page) => {
      await moveFocusTo(getGraph(page).getByRole('button', { name: 'Zoom out' }), 'Tab')
      await page.keyboard.press('Enter')
    },
    readState: async (page) => (await readZoom(page)) < 1,
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
    readState: async (page) => (await page.getByRole('menu').count()) === 0,
  },
  {
    gesture: 'scrolling to the end of the list shows more of it',
    reach: (tab) => tab.goHome(),
    pointer: (page) => page.mouse.wheel(0, 5_000),
    keys: async (page) => {
      await page.getByRole('button', { name: 'Show more' }).focus()
      await page.keyboard.press('Enter')
    },
    // The last row near the screen is one of those that came. Rows far from it are not in the document.
    readState: async (page) => Number(await page.getByRole('rowheader').last().locator('..').getAttribute('aria-rowindex')) > 31,
  },
  {
    gesture: 'a table wider or longer than its place is scrolled',
    reach: async (tab, page) => {
      await openPeople(tab, page)
      await page.locator('summary').press('Enter')
      await expect(page.getByRole('region', { name: 'All numbers as a table' })).toBeVisible()
    },
    pointer: async (page) => {
      await page.getByRole('region', { name: 'All numbers as a table' }).hover()
      await page.mouse.wheel(0, 300)
    },
    keys: async (page) => {
      await moveFocusTo(page.getByRole('region', { name: 'All numbers as a table' }), 'Tab')
      await page.keyboard.press('PageDown')
    },
    readState: (page) => page.getByRole('region', { name: 'All numbers as a table' }).evaluate((region) => region.scrollTop > 0),
  },
]
