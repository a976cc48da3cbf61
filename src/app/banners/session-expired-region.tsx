import { useState } from 'react'
import { useSessionExpired } from '#features/session/use-connection.ts'
import { createLoadable } from '#ui/loadable.tsx'

/** To be preloaded: a signed-out browser may be denied the file. If it cannot be loaded, the page works without it. */
export const SessionExpiredBanner = createLoadable(async () => (await import('./session-expired-banner.tsx')).SessionExpiredBanner, {
  failure: () => null,
})

/** Region of the banner for an expired session. */
export function SessionExpiredRegion() {
  const sessionExpired = useSessionExpired()
  const [isNeeded, setIsNeeded] = useState(sessionExpired !== null)
  if (sessionExpired !== null && !isNeeded) setIsNeeded(true)
  // Live region: mounted before its text, because text that is mounted with its region is not announced. The page announces the new sign-in.
  return (
    <div aria-live={sessionExpired === null ? 'off' : 'assertive'} aria-atomic>
      {isNeeded && <SessionExpiredBanner />}
    </div>
  )
}
