import { lazy, Suspense, useState } from 'react'
import { useSessionExpired } from '#features/session/use-connection.ts'

const loadBanner = () => import('./session-expired-banner.tsx')
// If this chunk fails to load, the page works without it.
const SessionExpiredBanner = lazy(() =>
  loadBanner().then(
    ({ SessionExpiredBanner: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => null }),
  ),
)

/** Preloads the banner: a signed-out browser may be denied the file. */
export const preloadSessionExpiredBanner = () => void loadBanner().catch(() => {})

/** Region of the banner for an expired session. */
export function SessionExpiredRegion() {
  const sessionExpired = useSessionExpired()
  const [isNeeded, setIsNeeded] = useState(sessionExpired !== null)
  if (sessionExpired !== null && !isNeeded) setIsNeeded(true)
  // Live region: mounted before its text, because text that is mounted with its region is not announced. The page announces the new sign-in.
  return (
    <div aria-live={sessionExpired === null ? 'off' : 'assertive'} aria-atomic>
      {isNeeded && (
        <Suspense>
          <SessionExpiredBanner />
        </Suspense>
      )}
    </div>
  )
}
