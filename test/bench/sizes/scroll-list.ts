import type { CDPSession, Page } from '@playwright/test'
import { readCounters } from '#test/bench/host/app-session.ts'

/** A scroll through the list. */
interface ScrollRun {
  /** When each frame began, in milliseconds. */
  readonly frameTimes: readonly number[]
  /** Frames in which the list could not go on: its end, or rows that had not been read. */
  readonly waitingFrames: number
}

const frameMs = 1_000 / 60

/** How far the list is scrolled in each frame, in pixels. */
const stepPx = 120

/** For how many frames. */
const frameCount = 300

/** After so many frames at its end the list is scrolled the other way: no further rows come. */
const turnAfterFrames = 20

/** Runs in the page: scrolls by a step in each frame, and turns at the ends of the list. */
function scrollByFrames({ stepPx, frameCount, turnAfterFrames }: Readonly<Record<string, number>>): Promise<ScrollRun> {
  return new Promise((resolve) => {
    const frameTimes: number[] = []
    let [waitingFrames, waitedHere, direction] = [0, 0, 1]
    const onFrame = (time: number) => {
      frameTimes.push(time)
      if (frameTimes.length > (frameCount ?? 0)) return resolve({ frameTimes, waitingFrames })
      const before = scrollY
      scrollBy({ top: direction * (stepPx ?? 0), behavior: 'instant' })
      if (scrollY === before) {
        waitingFrames++
        waitedHere++
        if (waitedHere >= (turnAfterFrames ?? 0)) [direction, waitedHere] = [-direction, 0]
      } else waitedHere = 0
      requestAnimationFrame(onFrame)
    }
    requestAnimationFrame(onFrame)
  })
}

/** How many frames of 60 a second are missing between those that began at these times. */
export const countDroppedFrames = (times: readonly number[]): number =>
  times.slice(1).reduce((dropped, time, index) => dropped + Math.max(0, Math.round((time - (times[index] ?? time)) / frameMs) - 1), 0)

/** The time for which the main thread has worked, in milliseconds. It does not run while other programs have the core. */
const readCpuTime = async (cdp: CDPSession): Promise<number> => ((await readCounters(cdp))['TaskDuration'] ?? NaN) * 1_000

/** Scrolls through the list of a page. Returns how many frames were dropped, in how many the list had to wait, and the CPU time of a frame. */
export async function scrollList(page: Page, cdp: CDPSession) {
  await cdp.send('Performance.disable')
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const before = await readCpuTime(cdp)
  const { frameTimes, waitingFrames } = await page.evaluate(scrollByFrames, { stepPx, frameCount, turnAfterFrames })
  const cpuScrolling = ((await readCpuTime(cdp)) - before) / frameCount
  return { dropped: countDroppedFrames(frameTimes), waiting: waitingFrames, cpuScrolling }
}
