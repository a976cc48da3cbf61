import { expect } from '@playwright/test'
import { expectNoViolations, findViolations, findViolationsInBothThemes } from './audit.ts'
import { test } from '#test/e2e/support/console-page.ts'
import { test as production } from '#test/e2e/support/routed-backend.ts'
import { groupStates, states, failureStates, welcome } from '#test/e2e/support/states.ts'
import { generatedCasesTimeoutMs, isSampled } from '#test/support/test-size.ts'

const layouts = ([1280, 320] as const).flatMap((width) =>
  (['en', 'fr'] as const).map((language) => {
    const touch = width === 320 && language === 'en'
    return {
      name: `${width} px wide${touch ? ', by touch' : ''}, ${language}`,
      use: {
        colorScheme: 'light' as const,
        // What appears while the page is audited has its final colours at once.
        contextOptions: { reducedMotion: 'reduce' as const },
        language,
        viewport: { width, height: 800 },
        hasTouch: touch,
        isMobile: touch,
      },
    }
  }),
)

const stateGroups = groupStates(states)
const failureGroups = groupStates(failureStates)

for (const [layout, { name, use }] of layouts.entries()) {
  const audited = stateGroups.filter((_, group) => isSampled(group, layout, layouts.length)).flat()
  if (audited.length > 0)
    test.describe(name, () => {
      test.use(use)

      test('axe finds no violation in any state of the console', async ({ tab, page, browserErrors }) => {
        test.setTimeout(generatedCasesTimeoutMs)
        browserErrors.allow(/status of 4(?:09|12)/)
        const found: (readonly string[])[] = []
        for (const [state, reach] of audited) {
          await reach(tab, page)
          await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
          found.push(await findViolationsInBothThemes(page, state))
        }

        expectNoViolations(found)
      })
    })
}

for (const [layout, { name, use }] of layouts.entries()) {
  const audited = failureGroups.filter((_, group) => isSampled(group, layout, layouts.length)).flat()
  if (audited.length > 0)
    production.describe(name, () => {
      production.use(use)

      production('nobody is kept out while the backend is slow or away', async ({ tab, page, backend, browserErrors }) => {
        production.setTimeout(generatedCasesTimeoutMs)
        browserErrors.allow(/Failed to load resource|request failed/)
        const found: (readonly string[])[] = []
        for (const [state, reach] of audited) {
          await reach(tab, page, backend)
          found.push(await findViolationsInBothThemes(page, state))
        }

        expectNoViolations(found)
      })
    })
}

const modes = [
  ['forced colours', { forcedColors: 'active' }],
  ['reduced motion', { reducedMotion: 'reduce' }],
] as const

for (const [mode, [what, media]] of modes.entries())
  test(`axe finds no violation with ${what}`, async ({ tab, page }) => {
    await page.emulateMedia(media)
    const found: (readonly string[])[] = []

    const audited = stateGroups.filter((_, group) => isSampled(group, mode, modes.length)).flat()
    for (const [state, reach] of audited.filter(([name]) => /at rest|row with|menu open|stop dialog/.test(name))) {
      await reach(tab, page)
      found.push(await findViolations(page, state))
    }

    expectNoViolations(found)
  })

test('with reduced motion nothing moves when a menu and a dialog open', async ({ tab, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await tab.goTo(welcome)
  const moving = () =>
    page.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().duration) > 20).length)

  await tab.moreActions.click()
  expect(await moving()).toBe(0)
  await tab.item('Stop').click()
  await expect(tab.dialog).toBeVisible()

  expect(await moving()).toBe(0)
})
