import { useActionState } from '#features/actions/state/action-context.ts'
import { ToastList } from './lazy-dialogs.ts'

/** Region for toasts of completed, pending and failed commands. */
export function ToastRegion() {
  const { pendingConfirmation, lastCompleted, pendingCommands } = useActionState()
  // Loaded with the dialog: the completed toast appears at the moment the dialog closes.
  if (pendingConfirmation === null && lastCompleted === null && pendingCommands.length === 0) return null
  return <ToastList />
}
