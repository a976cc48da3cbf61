import { lazy, Suspense } from 'react'
import { useActions } from '#features/actions/state/action-context.ts'
import { loadDialogs } from './lazy-dialogs.ts'

// Where they cannot be fetched, the page stands without them.
const ToastList = lazy(() =>
  loadDialogs().then(
    ({ ToastList: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => <></> }),
  ),
)

/** Where it is said what was done, and what is under way or was not done. */
export function ToastRegion() {
  const { pendingConfirmation, lastCompleted, pendingCommands } = useActions()
  // Already with the dialog: what was done is told in the moment in which it goes.
  if (pendingConfirmation === null && lastCompleted === null && pendingCommands.length === 0) return null
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  )
}
