import { lazy, Suspense, useState } from 'react'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import styles from './session-expired-region.module.css'

const loadNotice = () => import('./session-expired-banner.tsx')
// Where it cannot be fetched after all, the page stands without it.
const SignedOutNotice = lazy(() =>
  loadNotice().then(
    ({ SignedOutNotice: Notice }) => ({ default: Notice }),
    () => ({ default: () => null }),
  ),
)

/** Fetches the notice ahead of time: whoever is signed out may not be given any files. */
export const preloadSignedOutNotice = () => void loadNotice().catch(() => {})

/** Where it is said that nobody is signed in any more, from then on. */
export function SignedOutPlace() {
  const out = useSignedOut()
  const [needed, setNeeded] = useState(out !== null)
  if (out !== null && !needed) setNeeded(true)
  // The region is there before its text: what comes with its region is not read out.
  return (
    <div aria-live="assertive" className={styles.place}>
      {needed && (
        <Suspense>
          <SignedOutNotice />
        </Suspense>
      )}
    </div>
  )
}
