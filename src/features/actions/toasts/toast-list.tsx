import { useEnding } from '#features/actions/state/action-context.ts'
import { DoneNotice } from './completed-toast.tsx'
import styles from './toast-list.module.css'
import { PursuitNotice } from './pending-command-toast.tsx'

/** What was done last, and what is still under way or was not done, where no dialog says so. */
export function Notices() {
  const { pursuits } = useEnding()
  return (
    <div className={styles.stack}>
      {pursuits.map((pursuit) => (
        <PursuitNotice key={pursuit.key} pursuit={pursuit} />
      ))}
      <DoneNotice />
    </div>
  )
}
