import type { Page } from '@playwright/test'
import { expectNoViolations, findHorizontalOverflow } from './audit.ts'
import { test } from '#test/e2e/support/console-page.ts'
import { states } from '#test/e2e/support/states.ts'

/** What is cut off, or lies upon something else, where text is large. */
const findClippedText = (page: Page, state: string) =>
  page.evaluate((name) => {
    const isClipped = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).clipPath !== 'none' || isClipped(element.parentElement))
    const boxes = (selector: string) =>
      Array.from(document.querySelectorAll<HTMLElement>(selector)).filter(
        (element) => element.checkVisibility({ opacityProperty: true }) && !isClipped(element),
      )
    /** What of an element is in sight: what is scrolled out of it lies upon nothing. */
    const seen = (element: Element) => {
      let { left, right, top, bottom } = element.getBoundingClientRect()
      for (let frame = element.parentElement; frame; frame = frame.parentElement) {
        if (getComputedStyle(frame).overflowY === 'visible') continue
        const clip = frame.getBoundingClientRect()
        left = Math.max(left, clip.left)
        right = Math.min(right, clip.right)
        top = Math.max(top, clip.top)
        bottom = Math.min(bottom, clip.bottom)
      }
      return { left, right, top, bottom }
    }
    const called = (element: Element) => (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 60)
    const cut = boxes('button, a, h1, h2, dt, dd, p, [role=menuitem], [role=columnheader], [role=cell]:not(:last-child)').filter(
      (element) => {
        const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
        if (textOverflow === 'ellipsis' || webkitLineClamp !== 'none') return false
        const hides = overflowX !== 'visible' || overflowY !== 'visible'
        return (hides && element.scrollHeight > element.clientHeight + 1) || element.scrollWidth > element.clientWidth + 1
      },
    )
    const upon = boxes('[role=alertdialog], [role=row], header, article').flatMap((frame) => {
      const inside = boxes('*').filter(
        (element) => frame.contains(element) && element.matches('button, a, dt, dd, [role=cell]:not(:last-child), [role=rowheader], h1'),
      )
      return inside.flatMap((one, index) =>
        inside.slice(index + 1).flatMap((other) => {
          if (one.contains(other) || other.contains(one)) return []
          const [a, b] = [seen(one), seen(other)]
          const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left)
          const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
          const covers = (element: Element) => element.closest('[role=cell]:last-child, [popover]') !== null
          return wide > 2 && high > 2 && !covers(one) && !covers(other) ? [`“${called(one)}” lies upon “${called(other)}”`] : []
        }),
      )
    })
    return [...cut.map((element) => `“${called(element)}” is cut off`), ...new Set(upon)].map((finding) => `${name}: ${finding}`)
  }, state)

for (const [screen, width] of [
  ['wide', 1280],
  ['small', 640],
] as const)
  test(`text of twice the size is neither cut off nor written over on a ${screen} screen`, async ({ tab, page }) => {
    await page.setViewportSize({ width, height: 800 })
    const enlarged = () => page.evaluate(() => void (document.documentElement.style.fontSize = '200%'))
    const found: (readonly string[])[] = []

    for (const [state, reach] of states.filter(([name]) => /at rest|menu open|dialog$|with errors|publish/.test(name))) {
      await reach(tab, page)
      await enlarged()
      found.push(await findHorizontalOverflow(page, state), await findClippedText(page, state))
    }

    expectNoViolations(found)
  })
