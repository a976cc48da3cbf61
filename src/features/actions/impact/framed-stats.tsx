import styles from './framed-stats.module.css'
import type { Stat } from './impact-stats.ts'
import { StatList } from './stat-list.tsx'

/** The main numbers of one ending, in two columns where there is room. */
export function FramedStats({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <div className={styles.frame}>
      <StatList stats={stats} />
    </div>
  )
}
