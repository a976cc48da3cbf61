import type { CSSProperties } from 'react'
import { useTranslations } from 'use-intl'
import type { Version } from '#api/contract/version.ts'
import { mayHoldPeople } from '#domain/lifecycle.ts'
import { Segmented } from '#ui/input/segmented.tsx'
import { useIsPrinting } from '#ui/print/use-is-printing.ts'
import { VisuallyHidden } from '#ui/visually-hidden.tsx'
import { pathViews, usePathView } from './path-view-preference.ts'
import { computePathDepth } from '#features/journey-page/path/activities/path-depth.ts'
import styles from './path.module.css'
import { PathGraph } from './graph/lazy-path-graph.ts'
import { PathTable } from './path-table.tsx'

/** The activities of the path with the number of people at each: as a graph, or as a table with the same numbers. */
export function Path({ version }: { readonly version: Version }) {
  const t = useTranslations()
  const [view, setView] = usePathView()
  const isPrinting = useIsPrinting()
  return (
    <section aria-labelledby="path" className={styles.path}>
      <h2 id="path">
        <VisuallyHidden>{t('journey.path')}</VisuallyHidden>
      </h2>
      <div className={styles.head}>
        <p className={styles.hint}>{t(mayHoldPeople(version.status) ? 'journey.pathHint' : 'journey.pathEmpty')}</p>
        <Segmented
          label={t('path.view.label')}
          value={view}
          options={pathViews.map((value) => ({ value, name: t(`path.view.${value}`) }))}
          onChange={setView}
        />
      </div>
      {(view === 'table' || isPrinting) && <PathTable version={version} />}
      {view === 'graph' && (
        <div className={styles.frame} style={{ '--levels': computePathDepth(version.activities) } as CSSProperties}>
          <PathGraph version={version} fallback={<div aria-busy className={styles.placeholder} />} />
        </div>
      )}
    </section>
  )
}
