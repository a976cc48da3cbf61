import type { ReactNode } from 'react'
import { Skeleton } from '#ui/skeleton.tsx'
import styles from './stat-list.module.css'

/** One number, or date, with what it counts. */
export interface Figure {
  readonly name: 'people' | 'messages' | 'when' | 'nearEnd' | 'entrances'
  /** `undefined` while it is still to come. */
  readonly value: ReactNode
  readonly label: string
  /** A line beneath. `null`: nothing to say, but its place is kept, because something might be; `undefined`: there never is. */
  readonly detail?: ReactNode
  readonly look?: 'severe'
}

const classesOf = (...names: readonly (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** The numbers that matter, large. They keep their places whatever comes. */
export function FigureList({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className={styles.figures}>
      {figures.map(({ name, value, label, detail, look }) => (
        <div key={name} className={classesOf(styles.figure, styles[name], look && styles[look], detail !== undefined && styles.detailed)}>
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value ?? <Skeleton width={4} />}</dd>
          {detail !== undefined && detail !== null && <dd className={styles.detail}>{detail}</dd>}
        </div>
      ))}
    </dl>
  )
}
