import * as Tabs from '@radix-ui/react-tabs'
import { useLayoutEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { History } from '#features/journey-page/history/history.tsx'
import styles from './journey-tabs.module.css'
import { ChunkLoadError } from '#ui/chunk-load-error.tsx'
import { createLoadable } from '#ui/loadable.tsx'
import { findJourneyView, journeyViews } from './journey-view.ts'
import { useDirection } from '#ui/input/use-direction.ts'
import { findVisibleTabPanel } from '#ui/visible-tab-panel.ts'
import { Path } from '#features/journey-page/path/path.tsx'

const PeopleOverTime = createLoadable(async () => (await import('#features/journey-page/population/people-over-time.tsx')).PeopleOverTime, {
  failure: ChunkLoadError,
})

/** Path, people over time and history, as tabs. The URL holds the selected one. */
export function JourneyTabs({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const [params, setParams] = useSearchParams()
  const view = findJourneyView(params)
  const selectView = (nextView: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (nextView === journeyViews[0]) next.delete('view')
        else next.set('view', nextView)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const previousView = useRef(view)
  // The URL updates asynchronously, so the focus may already be in the old panel; move it to the new one.
  useLayoutEffect(() => {
    if (previousView.current === view) return
    previousView.current = view
    queueMicrotask(() => {
      const { activeElement: here, body } = document
      if (here === body || here?.closest('[role=tabpanel][hidden]')) findVisibleTabPanel()?.focus({ preventScroll: true })
    })
  }, [view])
  return (
    <Tabs.Root dir={useDirection()} value={view} onValueChange={selectView} className={styles.tabs}>
      <Tabs.List aria-label={t('journey.views')} className={styles.list}>
        {journeyViews.map((name) => (
          <Tabs.Trigger
            key={name}
            value={name}
            className={styles.tab}
            // Radix focuses the tab by script, which shows a focus ring to a mouse user. The browser focuses it by itself, or not at all.
            onMouseDownCapture={(event) => event.stopPropagation()}
            onClick={() => selectView(name)}
          >
            {t(`journey.view.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="path" className={styles.panel}>
        <Path version={version} />
      </Tabs.Content>
      <Tabs.Content value="people" className={styles.panel}>
        <PeopleOverTime version={version} fallback={<div aria-busy className={styles.placeholder} />} />
      </Tabs.Content>
      <Tabs.Content value="history" className={styles.panel}>
        <History versionId={version.id} receipts={version.receipts} />
      </Tabs.Content>
    </Tabs.Root>
  )
}
