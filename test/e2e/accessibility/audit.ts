import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { AxeResults, RunOptions } from 'axe-core'
import { expect, test, type Page } from '@playwright/test'

declare global {
  interface Window {
    readonly axe: { readonly run: (options: RunOptions) => Promise<AxeResults> }
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What moves has come to rest: colours are those that stay. */
export const waitForAnimations = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document
        .getAnimations()
        .filter(({ effect }) => effect?.getComputedTiming().iterations !== Infinity)
        .map(({ finished }) => finished),
    ),
  )

/** Rules of axe-core whose result depends on colours. All other rules give the same result in light and in dark. */
const colourRules = ['color-contrast', 'link-in-text-block']

/**
 * What keeps people from using the page as it stands: what axe-core finds, by all rules or by the given ones, and whether it has to be
 * scrolled sideways.
 */
export async function findViolations(page: Page, state: string, runOnly?: string[]): Promise<readonly string[]> {
  return test.step(state, async () => {
    await waitForAnimations(page)
    // Not by a script element: the content policy would refuse it.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
    const { violations } = await page.evaluate((options) => window.axe.run(options), {
      resultTypes: ['violations' as const],
      ...(runOnly ? { runOnly } : { rules: { 'target-size': { enabled: true } } }),
    })
    return [
      ...violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${state}: ${id} at ${target.join(' ')}: ${failureSummary}`),
      ),
      ...(await findHorizontalOverflow(page, state)),
    ]
  })
}

/** The same, in light by all rules, then in dark by those that depend on colours: a state need not be reached twice for that. */
export async function findViolationsInBothThemes(page: Page, state: string): Promise<readonly string[]> {
  const inLight = await findViolations(page, state)
  await page.emulateMedia({ colorScheme: 'dark' })
  const inDark = await findViolations(page, `${state}, in the dark`, colourRules)
  await page.emulateMedia({ colorScheme: 'light' })
  return [...inLight, ...inDark]
}

/** Whether the page has to be scrolled sideways. */
export async function findHorizontalOverflow(page: Page, state: string): Promise<readonly string[]> {
  const width = page.viewportSize()?.width ?? 0
  const wide = await page.evaluate((screen) => {
    if ((document.scrollingElement?.scrollWidth ?? 0) <= screen) return []
    const scrolls = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement))
    const sticksOut = (element: Element) => element.getBoundingClientRect().right > screen + 0.5 && !scrolls(element.parentElement)
    return Array.from(document.querySelectorAll('body *'), (element) => (sticksOut(element) ? element.outerHTML.slice(0, 90) : '')).filter(
      Boolean,
    )
  }, width)
  return wide.slice(-1).map((element) => `${state}: is wider than a screen of ${width} px: ${element}`)
}

/** Fails with every obstacle there was, in every state. */
export const expectNoViolations = (found: readonly (readonly string[])[]): void => expect(found.flat().join('\n')).toBe('')
