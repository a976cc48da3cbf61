import { lazy, Suspense } from 'react'
import { useEnding } from '#features/actions/state/action-context.ts'
import { loadDialogs } from './lazy-dialogs.ts'

// Where they cannot be fetched, the page stands without them.
const Notices = lazy(() =>
  loadDialogs().then(
    ({ Notices: All }) => ({ default: All }),
    () => ({ default: () => <></> }),
  ),
)

/** Where it is said what was done, and what is under way or was not done. */
export function NoticesPlace() {
  const { chosen, done, pursuits } = useEnding()
  // Already with the dialog: what was done is told in the moment in which it goes.
  if (chosen === null && done === null && pursuits.length === 0) return null
  return (
    <Suspense>
      <Notices />
    </Suspense>
  )
}
