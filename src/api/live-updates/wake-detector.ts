import type { QueryClient } from '@tanstack/react-query'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { refetchAsStale } from '#api/cache/stale-data.ts'
import type { RefetchScheduler } from './refetch-scheduler.ts'
import { checkStale, findStaleOnScreen, resetStaleness } from './stale-check.ts'

/** Interval of the clock check, in milliseconds. */
const checkEveryMs = 1_000

const userInputEvents = ['pointerdown', 'keydown', 'click'] as const

interface WakeHandlers extends Pick<RefetchScheduler, 'refetchAll'> {
  readonly isVisible: () => boolean
  /** Called when the tab wakes: its connections may be dead. */
  readonly onWake: () => void
  /** Called when the tab is frozen or left, perhaps for good. */
  readonly onSuspend: () => void
}

/**
 * Wake detection: notices by a gap in the clock, or by page lifecycle events, that the tab has slept. Stale data is marked and refetched
 * at once.
 */
export function createWakeDetector(client: QueryClient, { isVisible, refetchAll, onWake, onSuspend }: WakeHandlers) {
  let last = Date.now()

  const check = (): void => {
    const now = Date.now()
    const gap = now - last
    last = now
    if (gap > heartbeatTimeoutMs) onWake()
    if (isVisible() && getConnection(client).getState().staleSince === null && findStaleOnScreen(client, now) !== null)
      void refetchAsStale(client, refetchAll)
    checkStale(client, now)
  }
  const wake = () => {
    last = Date.now()
    onWake()
    void refetchAsStale(client, refetchAll)
  }

  const interval = setInterval(check, checkEveryMs)
  const listening = new AbortController()
  const { signal } = listening
  document.addEventListener('visibilitychange', check, { signal })
  // Also check on user input: it can come before the next interval tick.
  for (const event of userInputEvents) document.addEventListener(event, check, { signal, capture: true })
  document.addEventListener('freeze', onSuspend, { signal })
  document.addEventListener('resume', wake, { signal })
  window.addEventListener('pagehide', onSuspend, { signal })
  window.addEventListener('pageshow', ({ persisted }) => persisted && wake(), { signal })
  return {
    /** Compares the clock with the last check. Call it on every activity of the tab, such as a received event. */
    check,
    end: (): void => {
      clearInterval(interval)
      listening.abort()
      resetStaleness(client)
    },
  }
}
