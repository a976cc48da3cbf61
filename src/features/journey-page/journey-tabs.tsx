import * as Tabs from '@radix-ui/react-tabs'
import { lazy, Suspense, useLayoutEffect, useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { History } from '#features/journey-page/history/history.tsx'
import styles from './journey-tabs.module.css'
import { PartMissing } from '#ui/chunk-load-error.tsx'
import { openPanel } from '#ui/visible-tab-panel.ts'
import { Path } from '#features/journey-page/path/path.tsx'

const PeopleOverTime = lazy(() =>
  import('#features/journey-page/population/people-over-time.tsx').then(
    (part) => ({ default: part.PeopleOverTime }),
    () => ({ default: PartMissing }),
  ),
)

/** What can be seen of a version, one at a time. The first is what its address alone shows. */
const views = ['path', 'people', 'history'] as const

/** The path, the people over time, and the history, behind tabs. Which of them is shown is kept in the address. */
export function JourneyTabs({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const [params, setParams] = useSearchParams()
  const view = views.find((known) => known === params.get('view')) ?? views[0]
  const show = (chosen: string) =>
    setParams(
      (now) => {
        const next = new URLSearchParams(now)
        if (chosen === views[0]) next.delete('view')
        else next.set('view', chosen)
        return next
      },
      { replace: true, preventScrollReset: true },
    )
  const shown = useRef(view)
  // The address takes its time: who walks on quickly is in what was shown before by then, and goes on in what is shown now.
  useLayoutEffect(() => {
    if (shown.current === view) return
    shown.current = view
    queueMicrotask(() => {
      const { activeElement: here, body } = document
      if (here === body || here?.closest('[role=tabpanel][hidden]')) openPanel()?.focus({ preventScroll: true })
    })
  }, [view])
  return (
    <Tabs.Root value={view} onValueChange={show} className={styles.tabs}>
      <Tabs.List aria-label={t('journey.views')} className={styles.list}>
        {views.map((name) => (
          <Tabs.Trigger key={name} value={name} className={styles.tab}>
            {t(`journey.view.${name}`)}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value="path" className={styles.panel}>
        <Path version={version} />
      </Tabs.Content>
      <Tabs.Content value="people" className={styles.panel}>
        <Suspense fallback={<div aria-busy className={styles.coming} />}>
          <PeopleOverTime version={version} />
        </Suspense>
      </Tabs.Content>
      <Tabs.Content value="history" className={styles.panel}>
        <History versionId={version.id} receipts={version.receipts} />
      </Tabs.Content>
    </Tabs.Root>
  )
}
