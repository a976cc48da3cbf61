import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { overviewOptions } from '#api/queries/overview.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { Skeleton } from '#ui/skeleton.tsx'
import { whenIdle } from '#ui/when-idle.ts'
import { openAdvice } from './advice-panel-state.ts'
import { OverviewFailure } from './overview-failure.tsx'
import styles from './lazy-overview.module.css'

const Overview = lazy(() =>
  import('./overview.tsx').then(
    (part) => ({ default: part.Overview }),
    () => ({ default: () => <OverviewFailure onRetry={() => location.reload()} /> }),
  ),
)

interface OverviewPlaceProps {
  /** The list goes first: nothing of the overview is fetched before it is there. */
  readonly state: 'waiting' | 'ready'
  readonly permissions: readonly Permission[]
}

/** Where the overview of all versions stands, kept free until it comes. */
export function OverviewPlace({ state, permissions }: OverviewPlaceProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const [wanted, setWanted] = useState(() => client.getQueryData(overviewOptions.queryKey) !== undefined)
  const [room] = useState(openAdvice)
  // Only the browser knows when it has a quiet moment.
  useEffect(() => (state === 'ready' ? whenIdle(() => setWanted(true), { most: 2_000, otherwise: 200 }) : undefined), [state])
  const shape = (
    <div aria-hidden style={{ marginBlockEnd: room ?? 0 }} className={styles.strip}>
      {[7, 5, 3, 3].map((width, index) => (
        <div key={index} className={`${styles.cell} ${styles.figure}`}>
          <span className={styles.value}>
            <Skeleton width={width} />
          </span>
          <span className={styles.label}>
            <Skeleton width={14} />
          </span>
        </div>
      ))}
    </div>
  )
  return (
    <section aria-label={t('overview.title')}>
      {wanted ? (
        <Suspense fallback={shape}>
          <Overview permissions={permissions} shape={shape} />
        </Suspense>
      ) : (
        shape
      )}
    </section>
  )
}
