import type { QueryClient } from '@tanstack/react-query'
import { longestSilence } from '#api/contract/events.ts'
import { forgetAge, noticeOutdated, oldestOnScreen, oldSince, readAgain } from '#api/cache/stale-data.ts'
import type { ReReading } from './refetch-scheduler.ts'

/** How often a tab looks at the clock, in milliseconds. */
const glance = 1_000

const presses = ['pointerdown', 'keydown', 'click'] as const

interface Sleeper extends Pick<ReReading, 'everything'> {
  readonly isVisible: () => boolean
  /** Called when the tab wakes: what it was connected to may be dead. */
  readonly slept: () => void
  /** Called when the tab is put away, perhaps for good. */
  readonly left: () => void
}

/** Notices when a tab has slept. What became old on its screen meanwhile is said to be old, and read again at once. */
export function wakefulness(client: QueryClient, { isVisible, everything, slept, left }: Sleeper) {
  let last = Date.now()

  const notice = (): void => {
    const now = Date.now()
    const gap = now - last
    last = now
    if (gap > longestSilence) slept()
    if (isVisible() && oldSince() === null && oldestOnScreen(client, now) !== null) void readAgain(client, everything)
    noticeOutdated(client, now)
  }
  const wake = () => {
    last = Date.now()
    slept()
    void readAgain(client, everything)
  }
  const show = ({ persisted }: PageTransitionEvent) => persisted && wake()

  const clock = setInterval(notice, glance)
  document.addEventListener('visibilitychange', notice)
  // Whoever presses something first thing after a sleep is faster than the clock.
  for (const press of presses) document.addEventListener(press, notice, true)
  document.addEventListener('freeze', left)
  document.addEventListener('resume', wake)
  window.addEventListener('pagehide', left)
  window.addEventListener('pageshow', show)
  return {
    /** Looks at the clock. To be called whenever something happens in the tab. */
    notice,
    end: (): void => {
      clearInterval(clock)
      document.removeEventListener('visibilitychange', notice)
      for (const press of presses) document.removeEventListener(press, notice, true)
      document.removeEventListener('freeze', left)
      document.removeEventListener('resume', wake)
      window.removeEventListener('pagehide', left)
      window.removeEventListener('pageshow', show)
      forgetAge()
    },
  }
}
