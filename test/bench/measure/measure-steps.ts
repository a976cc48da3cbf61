import type { CDPSession, Locator, Page } from '@playwright/test'
import { readCounters, withAppSession } from '#test/bench/host/app-session.ts'
import { pageConditions } from './page-conditions.ts'
import type { App, Figures } from '#test/bench/report/results.ts'
import { measureStep, restOnTargetMs, type Step } from './step-timer.ts'

/** How long a user looks at a screen before the next step, in milliseconds: what is prepared when idle is then there. */
const lookAtHomeMs = 3_000
const lookMs = 700

/** The list that is measured has this many rows. */
const rowCount = 60

const isProduct = (app: App): boolean => app === 'production' || app === 'demo'

/** A press of a target by mouse. The pointer rests on it first. */
const press = (page: Page, target: Locator): Omit<Step, 'conditions'> => ({
  event: 'click',
  prepare: async () => {
    await target.hover()
    await page.waitForTimeout(restOnTargetMs)
  },
  act: async () => {
    await page.mouse.down()
    await page.mouse.up()
  },
})

/** Opens Home with its first 60 rows, as a user who has looked down and up again. */
export async function openHome(page: Page, address: string): Promise<void> {
  await page.goto(`${address}?versions=all`)
  const rows = page.getByRole('rowheader')
  await rows.first().waitFor()
  if ((await rows.count()) < rowCount) {
    const secondPage = page.waitForResponse(/[?&]cursor=/)
    await rows.last().scrollIntoViewIfNeeded()
    await page.waitForTimeout(restOnTargetMs)
    // The end of the list has to be out of sight before further rows come, or still further ones would follow.
    await page.evaluate(() => scrollTo(0, 0))
    await secondPage
  }
  await page.waitForTimeout(lookAtHomeMs)
}

/** What the page holds, after garbage collection. */
export async function countContents(page: Page, cdp: CDPSession) {
  const [rows, elements] = await page.evaluate(() => [
    document.querySelectorAll('[role=rowheader]').length,
    document.querySelectorAll('*').length,
  ])
  await cdp.send('HeapProfiler.collectGarbage')
  const { JSEventListeners = NaN, JSHeapUsedSize = NaN } = await readCounters(cdp)
  return { rows: rows ?? NaN, elements: elements ?? NaN, listeners: JSEventListeners, heap: JSHeapUsedSize / 1_000_000 }
}

/** A live version in the list. */
async function findLiveRow(page: Page) {
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: 'Live', exact: true }) })
    .first()
  return { row, name: (await row.getByRole('link').first().textContent()) ?? '' }
}

/** Opens the dialog of closing twice, cancels it once, and confirms. */
async function measureDialog(page: Page, app: App): Promise<Figures> {
  const { name } = await findLiveRow(page)
  // By its name: the row stays the same when its status has changed.
  const row = page
    .getByRole('row')
    .filter({ has: page.getByRole('link', { name, exact: true }) })
    .first()
  const dialog = page.getByRole('alertdialog')
  const closeButton = row.getByRole('button', { name: /^Close to new entrances/ })
  const pressClose = press(page, closeButton)
  const open = async (figure: 'dialogFirst' | 'dialogAgain') =>
    measureStep(page, {
      ...pressClose,
      prepare: async () => {
        await row.hover()
        await pressClose.prepare()
      },
      conditions: {
        [figure]: await pageConditions.dialogOpen(page),
        ...(isProduct(app) ? { [`${figure}Numbers`]: await pageConditions.impactShown(page) } : {}),
      },
    })
  const first = await open('dialogFirst')
  const cancel = await measureStep(page, {
    ...press(page, dialog.getByRole('button', { name: 'Cancel' })),
    conditions: { cancel: await pageConditions.dialogClosed(page) },
  })
  await page.waitForTimeout(lookMs)
  const again = await open('dialogAgain')
  await page.waitForTimeout(lookMs)
  const confirm = await measureStep(page, {
    ...press(page, dialog.getByRole('button', { name: 'Close to new entrances' })),
    conditions: { confirm: await pageConditions.rowClosed(page, name) },
  })
  await page.waitForTimeout(lookMs)
  return { ...first, ...cancel, ...again, ...confirm }
}

/** Sorts the list by name. */
export async function measureSort(page: Page) {
  const { sort = NaN } = await measureStep(page, {
    ...press(page, page.getByRole('columnheader', { name: 'Name' }).getByRole('button')),
    conditions: { sort: await pageConditions.rowsChanged(page) },
  })
  await page.waitForTimeout(lookMs)
  return { sort }
}

/** Filters the list by one letter; the list is in full again afterwards. */
export async function measureFilter(page: Page) {
  const search = page.getByRole('searchbox')
  const typeKey = async (figure: string, key: string) =>
    measureStep(page, {
      event: 'input',
      prepare: () => search.click(),
      act: () => page.keyboard.press(key),
      conditions: { [figure]: await pageConditions.rowsChanged(page) },
    })
  const { filter = NaN } = await typeKey('filter', 'w')
  await page.waitForTimeout(lookMs)
  await typeKey('full', 'Backspace')
  await page.waitForTimeout(lookMs)
  return { filter }
}

/** Changes the language, the order and the filter of the list; the list is afterwards in English and in full again. */
async function measureList(page: Page): Promise<Figures> {
  const chooseLanguage = (name: string) => press(page, page.getByRole('radio', { name }).locator('..'))
  const language = await measureStep(page, {
    ...chooseLanguage('Français'),
    conditions: { language: await pageConditions.headingShown(page, 'Parcours') },
  })
  await page.waitForTimeout(lookMs)
  await measureStep(page, { ...chooseLanguage('English'), conditions: { english: await pageConditions.headingShown(page, 'Journeys') } })
  await page.waitForTimeout(lookMs)
  return { ...language, ...(await measureSort(page)), ...(await measureFilter(page)) }
}

/** Opens a page from the list and goes back, twice; the first time through the tabs of the page. */
async function measurePages(page: Page, app: App): Promise<Figures> {
  const openLiveVersion = async (figure: string, others: Step['conditions'] = {}) => {
    const { row, name } = await findLiveRow(page)
    const heading = await pageConditions.headingShown(page, name)
    return measureStep(page, { ...press(page, row.getByRole('link').first()), conditions: { [figure]: heading, ...others } })
  }
  // Radix changes the tab before the button is released.
  const pressTab = (tab: string): Omit<Step, 'conditions'> => ({ ...press(page, page.getByRole('tab', { name: tab })), event: 'mousedown' })
  const openPage = await openLiveVersion(
    'openPage',
    isProduct(app) ? { openPageNumbers: await pageConditions.numbersShown(page), graph: await pageConditions.graphDrawn(page) } : {},
  )
  await page.waitForTimeout(lookMs)
  const chart = isProduct(app)
    ? await measureStep(page, { ...pressTab('People'), conditions: { chart: await pageConditions.chartDrawn(page) } })
    : {}
  await page.waitForTimeout(lookMs)
  const tab = await measureStep(page, { ...pressTab('History'), conditions: { tab: await pageConditions.historyShown(page) } })
  await page.waitForTimeout(lookMs)
  const back = await measureStep(page, {
    ...press(page, page.getByRole('navigation').getByRole('link', { name: 'Home' })),
    conditions: { back: await pageConditions.listShown(page) },
  })
  await page.waitForTimeout(lookMs)
  return { ...openPage, ...chart, ...tab, ...back, ...(await openLiveVersion('openPageAgain')) }
}

/** Walks once through a console with an empty cache, at full speed: the steps, and what Home holds before them. */
export const measureSteps = (app: App): Promise<{ readonly steps: Figures; readonly counts: Figures }> =>
  withAppSession(app, async ({ page, cdp, server }) => {
    await openHome(page, server.address)
    const counts = await countContents(page, cdp)
    const dialog = await measureDialog(page, app)
    const list = await measureList(page)
    return { steps: { ...dialog, ...list, ...(await measurePages(page, app)) }, counts }
  })
