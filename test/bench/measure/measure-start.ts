import { readCounters, withAppSession } from '#test/bench/host/app-session.ts'
import type { App, Figures } from '#test/bench/report/results.ts'
import { sumBlocking, type LongTask } from '#test/bench/report/statistics.ts'
import { createSlowLink } from '#test/bench/host/slow-link.ts'

const slowdown = 4
const network = { latencyMs: 165, bitsPerSecond: 9_000_000 }

/** A list that is not there after this time is a failure. */
const timeoutMs = 60_000

/** What the page notes about its own start. Times since its navigation, in milliseconds. */
interface StartReport {
  /** Of the navigation, since the epoch. */
  readonly origin: number
  readonly ready: number
  readonly firstPaint: number
  readonly longTasks: readonly LongTask[]
  readonly layoutShift: number
}

/** Runs in the page before its own scripts: reports by the function `reportStart` once the list has been painted. */
function observeStart(): void {
  const longTasks: { start: number; duration: number }[] = []
  let layoutShift = 0
  const observe = (type: string, note: (entry: PerformanceEntry) => void) => {
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(note))
    observer.observe({ type, buffered: true })
    return () => observer.takeRecords().forEach(note)
  }
  const flushTasks = observe('longtask', ({ startTime, duration }) => longTasks.push({ start: startTime, duration }))
  const flushShifts = observe('layout-shift', (entry) => (layoutShift += (entry as PerformanceEntry & { readonly value: number }).value))
  const report = () => {
    const ready = performance.now()
    flushTasks()
    flushShifts()
    const firstPaint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN
    const result = { origin: performance.timeOrigin, ready, firstPaint, longTasks, layoutShift }
    ;(window as unknown as { reportStart: (text: string) => void }).reportStart(JSON.stringify(result))
  }
  const observer = new MutationObserver(() => {
    if (document.querySelector('[role=table][aria-busy=false] [role=rowheader] a') === null) return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(report))
  })
  observer.observe(document, { subtree: true, childList: true, attributes: true })
}

/** Starts a console on a slow device and a slow network with an empty cache, until its list is painted. */
export const measureStart = (app: App): Promise<Figures> =>
  withAppSession(
    app,
    async ({ page, cdp, server }) => {
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
      await cdp.send('Runtime.enable')
      await cdp.send('Runtime.addBinding', { name: 'reportStart' })
      await page.addInitScript(observeStart)
      const reported = new Promise<string>((resolve, reject) => {
        cdp.once('Runtime.bindingCalled', ({ payload }) => resolve(payload))
        setTimeout(() => reject(new Error(`${app}: no list after ${timeoutMs} ms`)), timeoutMs).unref()
      })
      await page.goto(server.address, { waitUntil: 'commit' })
      const payload = await reported
      const { ScriptDuration = NaN } = await readCounters(cdp)
      const { origin, ready, firstPaint, longTasks, layoutShift } = JSON.parse(payload) as StartReport
      const needed = server.requests.filter(({ at }) => at < origin + ready)
      const blockingBefore = sumBlocking(longTasks.filter(({ start }) => start < firstPaint))
      const blocking = sumBlocking(longTasks)
      return {
        bytes: needed.reduce((total, { bytes }) => total + bytes, 0) / 1_000,
        requests: needed.length,
        firstPaint,
        ready,
        script: ScriptDuration * 1_000,
        blocking,
        blockingBefore,
        blockingAfter: blocking - blockingBefore,
        layoutShift,
      }
    },
    createSlowLink(network),
  )
