import { lazy, Suspense } from 'react'
import { useActions } from '#features/actions/state/action-context.ts'
import { loadDialogs } from './lazy-dialogs.ts'

// If this chunk fails to load, the page works without toasts.
const ToastList = lazy(() =>
  loadDialogs().then(
    ({ ToastList: Loaded }) => ({ default: Loaded }),
    () => ({ default: () => <></> }),
  ),
)

/** Region for toasts of completed, pending and failed commands. */
export function ToastRegion() {
  const { pendingConfirmation, lastCompleted, pendingCommands } = useActions()
  // Loaded with the dialog: the completed toast appears at the moment the dialog closes.
  if (pendingConfirmation === null && lastCompleted === null && pendingCommands.length === 0) return null
  return (
    <Suspense>
      <ToastList />
    </Suspense>
  )
}
