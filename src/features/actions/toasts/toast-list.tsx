import { useTranslations } from 'use-intl'
import { useActionState } from '#features/actions/state/action-context.ts'
import '#i18n/dialog-messages.ts'
import { CompletedToast } from './completed-toast.tsx'
import styles from './toast-list.module.css'
import { PendingCommandToast } from './pending-command-toast.tsx'

/** One region with the toasts of the last completed action and of pending and failed commands that no dialog shows. */
export function ToastList() {
  const t = useTranslations()
  const { lastCompleted, pendingCommands } = useActionState()
  if (lastCompleted === null && pendingCommands.length === 0) return null
  return (
    <section aria-label={t('notice.region')}>
      <ul className={styles.list}>
        {pendingCommands.map((pendingCommand) => (
          <PendingCommandToast key={pendingCommand.key} pendingCommand={pendingCommand} />
        ))}
        {lastCompleted && <CompletedToast completedAction={lastCompleted} />}
      </ul>
    </section>
  )
}
