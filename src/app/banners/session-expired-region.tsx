import { lazy, Suspense, useState } from 'react'
import { useSessionExpired } from '#features/session/use-session-expired.ts'
import styles from './session-expired-region.module.css'

const loadBanner = () => import('./session-expired-banner.tsx')
// Where it cannot be fetched after all, the page stands without it.
const SessionExpiredBanner = lazy(() =>
  loadBanner().then(
    ({ SessionExpiredBanner: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => null }),
  ),
)

/** Fetches the notice ahead of time: whoever is signed out may not be given any files. */
export const preloadSessionExpiredBanner = () => void loadBanner().catch(() => {})

/** Where it is said that nobody is signed in any more, from then on. */
export function SessionExpiredRegion() {
  const sessionExpired = useSessionExpired()
  const [isNeeded, setIsNeeded] = useState(sessionExpired !== null)
  if (sessionExpired !== null && !isNeeded) setIsNeeded(true)
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="assertive" className={styles.region}>
      {isNeeded && (
        <Suspense>
          <SessionExpiredBanner />
        </Suspense>
      )}
    </div>
  )
}
