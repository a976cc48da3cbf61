import * as Tabs from '@radix-ui/react-tabs'
import { useLayoutEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { useVersionLabels } from '#features/version/use-version-labels.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { History } from '#features/journey-page/history/history.tsx'
import styles from './journey-tabs.module.css'
import { ChunkLoadError } from '#ui/chunk-load-error.tsx'
import { createLoadable } from '#ui/loadable.tsx'
import { useDirection } from '#ui/input/use-direction.ts'
import { findVisibleTabPanel } from '#ui/visible-tab-panel.ts'
import { Path } from '#features/journey-page/path/path.tsx'

const PeopleOverTime = createLoadable(async () => (await import('#features/journey-page/population/people-over-time.tsx')).PeopleOverTime, {
  failure: ChunkLoadError,
})

/** The tabs of a version. The first is the default of its address. */
const views = ['path', 'people', 'history'] as const

/** The tab that an address selects. */
const findView = (params: URLSearchParams) => views.find((known) => known === params.get('view')) ?? views[0]

/** Path, people over time and history, as tabs. The URL holds the selected one. */
export function JourneyTabs({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const [params, setParams] = useSearchParams()
  const labels = useVersionLabels()
  const view = findView(params)
  const title = labels.title(version)
  const selectView = (nextView: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (nextView === views[0]) next.delete('view')
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
      <PageTitle page={view === views[0] ? title : t('journey.viewTitle', { title, view: t(`journey.view.${view}`) })} />
      <Tabs.List aria-label={t('journey.views')} className={styles.list}>
        {views.map((name) => (
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
