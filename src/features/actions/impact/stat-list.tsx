import { Skeleton } from '#ui/skeleton.tsx'
import { ChannelCounts } from './channel-counts.tsx'
import type { Stat } from './impact-stats.ts'
import styles from './stat-list.module.css'

const joinClasses = (...names: readonly (string | false | undefined)[]) => names.filter(Boolean).join(' ')

/** The main numbers, large. Their positions do not depend on which values are loaded. */
export function StatList({ stats }: { readonly stats: readonly Stat[] }) {
  return (
    <dl className={styles.stats}>
      {stats.map(({ name, value, label, detail, isEstimate, variant }) => (
        <div
          key={name}
          className={joinClasses(styles.stat, styles[name], variant && styles[variant], detail !== undefined && styles.detailed)}
        >
          <dt className={styles.label}>{label}</dt>
          <dd className={styles.value}>{value ?? <Skeleton width={4} />}</dd>
          {detail !== undefined && detail !== null && (
            <dd className={styles.detail}>
              {typeof detail === 'string' ? detail : <ChannelCounts messages={detail} isEstimate={isEstimate} />}
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}
