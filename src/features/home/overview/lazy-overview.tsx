import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { versionKeys } from '#api/cache/query-keys.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { createLoadable } from '#ui/loadable.tsx'
import { Skeleton } from '#ui/skeleton.tsx'
import { runWhenIdle } from '#ui/when-idle.ts'
import { loadAdvicePanelHeight } from './advice-panel-state.ts'
import { OverviewFailure } from './overview-failure.tsx'
import styles from './lazy-overview.module.css'

/** The overview is removed when the list cannot be read. */
const focusFallback = restoreFocusOnUnmount()

const Overview = createLoadable(async () => (await import('./overview.tsx')).Overview, {
  failure: () => <OverviewFailure onRetry={() => location.reload()} />,
})

interface LazyOverviewProps {
  /** The list has priority: the overview is not fetched before the list has loaded. */
  readonly state: 'waiting' | 'ready'
  readonly permissions: readonly Permission[]
}

/** Reserves the space of the overview until it loads. */
export function LazyOverview({ state, permissions }: LazyOverviewProps) {
  const t = useTranslations()
  const client = useQueryClient()
  const overviewKey = versionKeys.overview(useReaderTimeZone())
  const [shouldLoad, setShouldLoad] = useState(() => client.getQueryData(overviewKey) !== undefined)
  const [reservedHeight] = useState(loadAdvicePanelHeight)
  // Effect, because the idle callback is outside React.
  useEffect(
    () => (state === 'ready' ? runWhenIdle(() => setShouldLoad(true), { timeoutMs: 2_000, fallbackDelayMs: 200 }) : undefined),
    [state],
  )
  const skeleton = (
    <div aria-hidden style={{ marginBlockEnd: reservedHeight ?? 0 }} className={styles.strip}>
      {[7, 5, 3, 3].map((width, index) => (
        <div key={index} className={`${styles.cell} ${styles.stat}`}>
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
    <section ref={focusFallback} aria-label={t('home.overview')}>
      {shouldLoad ? <Overview permissions={permissions} skeleton={skeleton} fallback={skeleton} /> : skeleton}
    </section>
  )
}
