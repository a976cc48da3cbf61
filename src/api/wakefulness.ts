import type { QueryClient } from '@tanstack/react-query'
import { longestSilence } from './contract/events.ts'
import { oldestOnScreen, setOldSince } from './old-data.ts'
import type { ReReading } from './re-reading.ts'

/** How often a tab looks at the clock, in milliseconds. */
const glance = 1_000

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
  let reading = false

  const notice = (): void => {
    const now = Date.now()
    const gap = now - last
    last = now
    if (gap > longestSilence) slept()
    const old = isVisible() && !reading ? oldestOnScreen(client, now) : null
    if (old === null) return
    reading = true
    setOldSince(old)
    void everything().finally(() => {
      reading = false
      setOldSince(null)
    })
  }
  const wake = () => {
    slept()
    notice()
  }
  const show = ({ persisted }: PageTransitionEvent) => persisted && wake()

  const clock = setInterval(notice, glance)
  document.addEventListener('visibilitychange', notice)
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
      document.removeEventListener('freeze', left)
      document.removeEventListener('resume', wake)
      window.removeEventListener('pagehide', left)
      window.removeEventListener('pageshow', show)
      setOldSince(null)
    },
  }
}
