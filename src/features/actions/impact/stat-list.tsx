import type { ReactNode } from 'react'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './stat-list.module.css'

/** One number, or date, with what it counts. */
export interface Stat {
  readonly name: 'people' | 'messages' | 'when' | 'nearEnd' | 'entrances'
  /** `undefined` while it is still to come. */
  readonly value: ReactNode
  readonly label: string
  /** A line beneath. `null`: nothing to say, but its place is kept, because something might be; `undefined`: there never is. */
  readonly detail?: ReactNode
  readonly variant?: 'severe'
}

const joinClasses = (...names: readonly (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** The numbers that matter, large. They keep their places whatever comes. */
export function StatList({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <dl className={styles.stats}>
      {stats.map(({ name, value, label, detail, variant }) => (
        <div
          key={name}
          className={joinClasses(styles.stat, styles[name], variant && styles[variant], detail !== undefined && styles.detailed)}
        >
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value ?? <Skeleton width={4} />}</dd>
          {detail !== undefined && detail !== null && <dd className={styles.detail}>{detail}</dd>}
        </div>
      ))}
    </dl>
  )
}
