import { expect, type Page } from '@playwright/test'
import { test, type ConsolePage } from '#test/e2e/support/console-page.ts'
import { findHorizontalOverflow, waitForAnimations } from './audit.ts'

const screens = [
  { width: 1280, height: 800 },
  { width: 1024, height: 700 },
  { width: 390, height: 740 },
  { width: 320, height: 640 },
]

/** Cells of the list whose text is behind quick actions, and endings whose text is cut. */
const findHiddenCells = (tab: ConsolePage) =>
  tab.table.evaluate((table) => {
    const overlap = (one: DOMRect, other: DOMRect) =>
      one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
    return Array.from(table.querySelectorAll('[role=row]:has([role=rowheader])')).flatMap((row) => {
      const cells = Array.from(row.children)
      const actions = Array.from(cells.at(-1)?.querySelectorAll('a, button') ?? [], (action) => action.getBoundingClientRect())
      const covered = cells.slice(0, -1).filter((cell) => {
        const text = document.createRange()
        text.selectNodeContents(cell)
        return Array.from(text.getClientRects()).some((box) => box.width > 0 && actions.some((action) => overlap(box, action)))
      })
      const cut = Array.from(cells.at(-2)?.querySelectorAll('*') ?? []).filter(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
      )
      const isSpan = (element: Element) => getComputedStyle(element).display === 'inline'
      return [
        ...covered.map((cell) => `“${cell.textContent}” is covered`),
        ...cut.filter((element) => !isSpan(element)).map((element) => `“${element.textContent}” is cut`),
      ]
    })
  })

for (const language of ['en', 'fr'] as const)
  test.describe(`in the language ${language}`, () => {
    test.use({ language })

    test('the list shows why each journey has ended, and quick actions cover nothing', async ({ tab, page }) => {
      await tab.goHome('?versions=all&sort=-ended')
      for (const viewport of screens) {
        await page.setViewportSize(viewport)

        expect(await findHiddenCells(tab), `at ${viewport.width} px`).toEqual([])
      }
    })
  })

test('numbers of ten digits fit, on wide and narrow screens and in large text', async ({ tab, page }) => {
  const numbers = page.locator('#people dd')
  for (const [width, fontSize] of [
    [1280, '100%'],
    [320, '100%'],
    [640, '200%'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    await tab.goTo('business-account-onboarding-v1')
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), fontSize)
    await numbers.evaluateAll((all) => all.forEach((number) => (number.textContent = '9,876,543,210')))

    const cut = await numbers.evaluateAll((all) => all.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length)
    expect(cut, `at ${width} px`).toBe(0)
    expect(await findHorizontalOverflow(page, 'ten digits')).toEqual([])
  }
})

test('in forced colours the open tab, the choice made, the focus and the activities are distinguishable', async ({ tab, page }) => {
  await page.emulateMedia({ forcedColors: 'active' })
  await tab.goTo('welcome-series-v2')
  const activity = page.getByRole('group', { name: /Wait 3 days: / })
  await expect(activity).toBeVisible()
  const readStyle = (element: Element) => {
    const { borderBottomColor, backgroundColor, outlineStyle, borderTopStyle } = getComputedStyle(element)
    return { borderBottomColor, backgroundColor, outlineStyle, borderTopStyle }
  }
  const canvas = (await page.locator('html').evaluate(readStyle)).backgroundColor

  expect((await page.getByRole('tab', { name: 'People' }).evaluate(readStyle)).borderBottomColor).toBe(canvas)
  expect((await page.getByRole('tab', { name: 'Path' }).evaluate(readStyle)).borderBottomColor).not.toBe(canvas)
  expect((await activity.evaluate(readStyle)).borderTopStyle).toBe('solid')
  const choice = page.getByRole('radio', { name: 'Graph' })
  expect((await choice.locator('~ *').evaluate(readStyle)).backgroundColor).not.toBe(canvas)
  expect((await choice.locator('~ *').evaluate(readStyle)).outlineStyle).toBe('none')
  await page.getByRole('tabpanel', { name: 'Path' }).focus()
  await page.keyboard.press('Tab')
  expect((await choice.locator('~ *').evaluate(readStyle)).outlineStyle).toBe('solid')
})

test('nothing that has the focus is behind the notice of an expired sign-in', { tag: '@demo' }, async ({ tab, page, browserErrors }) => {
  browserErrors.allow(/status of 401/)
  await page.setViewportSize({ width: 320, height: 640 })
  await tab.goTo('welcome-series-v2')
  const lowest = page.getByRole('button', { name: 'Copy technical details' })
  await page.getByRole('tab', { name: 'History' }).focus()
  await tab.controlDemo('PUT', 'settings', { signedIn: false })
  const signIn = page.getByRole('link', { name: 'Sign in again' })
  await expect(signIn).toBeVisible()
  await waitForAnimations(page)
  const isCovered = async () => {
    const [focused, notice] = await Promise.all([page.locator(':focus').boundingBox(), signIn.locator('..').boundingBox()])
    return !focused || !notice || (focused.y < notice.y + notice.height && notice.y < focused.y + focused.height)
  }

  await expect.poll(isCovered).toBe(false)
  for (const reached of [page.getByRole('link', { name: 'Home' }).last(), tab.moreActions, lowest]) {
    await reached.focus()
    await expect.poll(isCovered).toBe(false)
  }
})

/** Texts that are printed although they are only for the screen. */
const findPrintedControls = (page: Page) =>
  page
    .locator(
      'header nav, a[href="#content"], [role=tab][aria-selected=false], button:not([aria-haspopup], [aria-expanded], [role]), [popover]',
    )
    .evaluateAll((controls) =>
      controls
        .filter((control) => control.checkVisibility() && control.getClientRects().length > 0)
        .map((control) => control.getAttribute('aria-label') ?? control.textContent),
    )

const countPages = async (page: Page) => (await page.pdf({ format: 'A4' })).toString('latin1').split(/\/Type \/Page\b(?!s)/).length - 1

test('pages print black on white and without controls, and a dialog prints alone and once', async ({ tab, page }) => {
  await tab.goHome('?sort=-ended')
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
  expect(await findPrintedControls(page)).toEqual([])
  await expect(page.getByText(/^As of /)).toBeVisible()
  expect(await page.locator('html').evaluate((root) => getComputedStyle(root).backgroundColor)).toBe('rgb(255, 255, 255)')
  expect(await page.locator('h1').evaluate((title) => getComputedStyle(title).color)).toBe('rgb(0, 0, 0)')

  await page.emulateMedia({ media: 'screen' })
  await tab.goTo('welcome-series-v2')
  await page.emulateMedia({ media: 'print' })
  expect(await findPrintedControls(page)).toEqual([])
  await expect(page.getByRole('row', { name: /^Wait 3 days/ })).toBeVisible()

  await page.emulateMedia({ media: 'screen' })
  await tab.moreActions.click()
  await tab.item('Stop').click()
  await expect(tab.dialog.getByText(/^Computed at /)).toBeVisible()
  await page.emulateMedia({ media: 'print' })
  expect(await findPrintedControls(page)).toEqual([])
  await expect(page.locator('main')).toBeHidden()
  expect(await countPages(page)).toBe(1)
})
