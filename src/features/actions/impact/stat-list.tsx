import type { ReactNode } from 'react'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './stat-list.module.css'

/** One number or date, with its label. */
export interface Stat {
  readonly name: 'people' | 'messages' | 'when' | 'nearEnd' | 'entrances'
  /** `undefined` while it is loading. */
  readonly value: ReactNode
  readonly label: string
  /** The detail line. `null`: empty, but its height is reserved; `undefined`: no detail line. */
  readonly detail?: ReactNode
  readonly variant?: 'severe'
}

const joinClasses = (...names: readonly (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** The main numbers, large. Their positions do not depend on which values are loaded. */
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
