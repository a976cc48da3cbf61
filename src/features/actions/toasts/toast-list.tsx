import { useActions } from '#features/actions/state/action-context.ts'
import { CompletedToast } from './completed-toast.tsx'
import styles from './toast-list.module.css'
import { PendingCommandToast } from './pending-command-toast.tsx'

/** What was done last, and what is still under way or was not done, where no dialog says so. */
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
