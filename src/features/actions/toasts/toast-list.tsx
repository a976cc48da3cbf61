import { useActions } from '#features/actions/state/action-context.ts'
import { CompletedToast } from './completed-toast.tsx'
import styles from './toast-list.module.css'
import { PendingCommandToast } from './pending-command-toast.tsx'

/** Toasts of the last completed action and of pending and failed commands that no dialog shows. */
export function ToastList() {
  const { pendingCommands } = useActions()
  return (
    <div className={styles.stack}>
      {pendingCommands.map((pendingCommand) => (
        <PendingCommandToast key={pendingCommand.key} pendingCommand={pendingCommand} />
      ))}
      <CompletedToast />
    </div>
  )
}
