import { describe, expect, test } from 'vitest'
import { words } from '#test/e2e/support/words.ts'
import { useBrowser, writeScreenshot } from './browser-session.ts'
import type { BrowserTab } from './browser-tab.ts'

/** Waits until the page is no wider than the viewport. */
const expectNoOverflow = (tab: BrowserTab): Promise<void> =>
  tab.expectPage('nothing is wider than the window', true, () => document.documentElement.scrollWidth <= innerWidth)

const screens: Readonly<Record<string, (tab: BrowserTab) => Promise<void>>> = {
  home: async (tab) => {
    await tab.goHome()
    await tab.expectText('Welcome series')
  },
  'path as a graph': async (tab) => {
    await tab.goTo('/journeys/welcome-series-v2', 'button', words.en.moreActions)
    // On a narrow screen the table comes first.
    await tab.click('radio', 'Graph')
    await tab.expectPage('the graph is drawn', true, () => document.querySelectorAll('.react-flow__edge, [data-id]').length > 3)
  },
  'people chart': async (tab) => {
    await tab.goTo('/journeys/welcome-series-v2?view=people', 'button', words.en.moreActions)
    await tab.expectPage(
      'the chart is drawn',
      true,
      () => document.querySelectorAll('figure svg path, [role=tabpanel] svg path').length > 0,
    )
  },
  history: async (tab) => {
    await tab.goTo('/journeys/welcome-series-v2?view=history', 'button', words.en.moreActions)
    await tab.expectPage('the history is shown', true, () => document.querySelectorAll('[role=tabpanel] li').length > 0)
  },
  'actions menu': async (tab) => {
    await tab.goTo('/journeys/welcome-series-v2', 'button', words.en.moreActions)
    await tab.click('button', words.en.moreActions)
    await tab.find('menuitem', words.en.stop.verb)
  },
  'stop dialog': async (tab) => {
    await tab.goTo('/journeys/welcome-series-v2', 'button', words.en.moreActions)
    await tab.click('button', words.en.moreActions)
    await tab.click('menuitem', words.en.stop.verb)
    await tab.find('alertdialog', words.en.stop.title)
    await tab.expectPage('its numbers are shown', true, () => /\d/.test(document.querySelector('[role=alertdialog] dd')?.textContent ?? ''))
  },
}

for (const browserName of ['Firefox', 'WebKit'] as const)
  describe(browserName, () => {
    const browser = useBrowser(browserName)

    for (const theme of ['Light', 'Dark'] as const)
      for (const width of [1280, 320])
        for (const [screen, open] of Object.entries(screens))
          test(`${screen}, ${theme.toLowerCase()}, ${width} px`, async () => {
            const tab = await browser.openTab()
            await tab.goHome()
            await tab.click('radio', theme)
            await browser.resize(width, 800)

            await open(tab)

            await tab.expectPage(`the theme is ${theme}`, theme.toLowerCase(), () => document.documentElement.dataset['theme'] ?? '')
            await tab.expectComplete()
            await writeScreenshot(tab.driver, `${browserName} ${screen} ${theme} ${width}`)
            await expectNoOverflow(tab)
          })

    test('the language is switched without a reload, and remembered', async () => {
      const tab = await browser.openTab()
      await tab.goHome()
      await tab.click('radio', 'Français')
      await tab.find('table', words.fr.journeys)
      await tab.expectPage('the document is in French', 'fr', () => document.documentElement.lang)

      await tab.goTo('/journeys/welcome-series-v2', 'button', words.fr.moreActions)
      await writeScreenshot(tab.driver, `${browserName} french`)
      await tab.click('radio', 'English')
      await tab.find('button', words.en.moreActions)
    })

    test('a tooltip shows on hover and on focus, and Escape hides it', async () => {
      const tab = await browser.openTab()
      await tab.goHome()
      const isShown = () =>
        Array.from(document.querySelectorAll<HTMLElement>('[role=tooltip]')).some(
          (tooltip) => tooltip.textContent === 'Stop' && tooltip.checkVisibility({ opacityProperty: true, visibilityProperty: true }),
        )
      const stop = await tab.find('button', 'Stop, Welcome series v. 2')
      await tab.point(await tab.find('link', 'Welcome series'))
      await tab.point(stop)
      await tab.expectPage('the tooltip is shown on hover', true, isShown)
      await writeScreenshot(tab.driver, `${browserName} tooltip`)
      await tab.press('Escape')
      await tab.expectPage('Escape hides it', false, isShown)

      await tab.point(await tab.find('searchbox', words.en.search))
      await tab.moveFocusTo(await tab.find('link', 'Welcome series'), 'the row')
      await tab.moveFocusTo(stop, 'Stop')
      await tab.expectPage('the tooltip is shown on focus', true, isShown)
    })

    test('a menu opens by mouse and by keyboard, is walked by arrow keys, and gives the focus back', async () => {
      const tab = await browser.openTab()
      await tab.goTo('/journeys/welcome-series-v2', 'button', words.en.moreActions)
      const trigger = await tab.find('button', words.en.moreActions)
      await tab.moveFocusTo(trigger, words.en.moreActions)
      await tab.press('Enter')
      await tab.find('menu')
      await tab.moveFocusTo(await tab.find('menuitem', words.en.stop.verb), words.en.stop.verb, 'ArrowDown')
      await tab.press('Escape')
      await tab.expectNone('menu')
      await tab.expectFocus(trigger, words.en.moreActions)
      await tab.point(trigger, true)
      await tab.find('menu')
      await tab.press('Escape')
      await tab.expectNone('menu')
    })

    test('the graph is walked by arrow keys and read as a table', async () => {
      const tab = await browser.openTab()
      await tab.goTo('/journeys/welcome-series-v2', 'tab', 'Path')
      await tab.expectPage('the graph is drawn', true, () => document.querySelectorAll('[role=tabpanel] [role=group]').length > 3)
      const readFocused = () => document.activeElement?.closest('[role=group]')?.textContent ?? ''
      const node = await tab.driver.locate('group')
      expect(node.length).toBeGreaterThan(1)
      await tab.driver.run(() => document.querySelector<HTMLElement>('[role=group][tabindex="0"]')?.focus())
      const before = await tab.driver.run(readFocused)
      await tab.press('ArrowDown')
      await expect.poll(() => tab.driver.run(readFocused)).not.toBe(before)

      await tab.click('radio', 'Table')
      await tab.expectPage('the path is a table', true, () => document.querySelector('[role=tabpanel] table') !== null)
      await tab.click('radio', 'Graph')
    })

    test('what is closed in one tab shows in the other', async () => {
      const tab = await browser.openTab()
      await tab.goHome()
      await tab.resetDemo()
      const other = await browser.openTab()
      await other.goTo('/journeys/welcome-series-v2', 'button', words.en.moreActions)
      await other.expectText('Live', 'article header')

      await tab.driver.bringToFront()
      await tab.point(await tab.find('link', 'Welcome series'))
      await tab.click('button', `${words.en.close.verb}, Welcome series v. 2`)
      await tab.expectPage('its numbers are shown', true, () =>
        /\d/.test(document.querySelector('[role=alertdialog] dd')?.textContent ?? ''),
      )
      await tab.click('button', words.en.close.verb)

      await other.expectText(words.en.close.status, 'article header')
    })
  })

describe('WebKit, which keeps pages that were left', () => {
  const browser = useBrowser('WebKit')

  test('pages that are left while they read do not hold up the next one', async () => {
    const tab = await browser.openTab()
    for (let visit = 0; visit < 8; visit++) {
      await tab.driver.goTo(`${tab.origin}/journeys/welcome-series-v2?view=people`)
      await tab.driver.goTo(`${tab.origin}/`)
    }
    await tab.goHome()
  })
})
