import { useEnding } from '#features/actions/state/chosen.ts'
import { DoneNotice } from './done-notice.tsx'
import styles from './notices.module.css'
import { PursuitNotice } from './pursuit-notice.tsx'

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
