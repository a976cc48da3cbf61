import type { JSHandle, Page } from '@playwright/test'
import type { Figures } from '#test/bench/report/results.ts'

/** A condition on the page, kept in the page. */
type Condition = JSHandle<() => boolean>

declare global {
  interface Window {
    /** The times of the step that is being measured, by the names of its conditions. */
    stepTimes: Promise<Figures>
  }
}

/** A step of a user. */
export interface Step {
  /** The event that starts the time: the one that has an effect. */
  readonly event: 'click' | 'mousedown' | 'input'
  /** Brings the pointer or the focus to its place, as a user would before the press. */
  readonly prepare: () => Promise<unknown>
  readonly act: () => Promise<unknown>
  /** What has to be on the page, by the name of the figure. They run in the page, at each of its changes. */
  readonly conditions: Readonly<Record<string, Condition>>
}

/** A step whose result does not show is a failure. */
const timeoutMs = 30_000

/** How long a user rests on a target before pressing it, in milliseconds. */
export const restOnTargetMs = 120

/**
 * Runs in the page: starts the clock with the next event of that type. Each condition is checked whenever the page has changed, and its time ends
 * with the frame after that in which it was painted.
 */
function startStepTimer({ event, conditions, timeoutMs }: { event: string; conditions: Record<string, () => boolean>; timeoutMs: number }) {
  window.stepTimes = new Promise((resolve, reject) => {
    const times: Record<string, number> = {}
    const open = new Map(Object.entries(conditions))
    let start: number | null = null
    const timer = setTimeout(() => reject(new Error(`not shown after ${timeoutMs} ms: ${[...open.keys()].join(', ')}`)), timeoutMs)
    const finish = (name: string, startTime: number) => {
      times[name] = performance.now() - startTime
      if (Object.keys(times).length < Object.keys(conditions).length) return
      clearTimeout(timer)
      resolve(times)
    }
    const check = () => {
      if (start === null) return
      const startTime = start
      for (const [name, isShown] of open) {
        if (!isShown()) continue
        open.delete(name)
        requestAnimationFrame(() => requestAnimationFrame(() => finish(name, startTime)))
      }
      if (open.size === 0) observer.disconnect()
    }
    const observer = new MutationObserver(check)
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    const options = { capture: true, once: true }
    window.addEventListener(event, ({ timeStamp }) => (start = timeStamp), options)
  })
}

/** Measures a step from its input event until its results are painted, in milliseconds. */
export async function measureStep(page: Page, { event, prepare, act, conditions }: Step): Promise<Figures> {
  await prepare()
  await page.evaluate(startStepTimer, { event, conditions: { ...conditions }, timeoutMs })
  await act()
  return page.evaluate(() => window.stepTimes)
}
