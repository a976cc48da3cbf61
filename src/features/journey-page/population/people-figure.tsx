import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { PeopleChart } from './people-chart.tsx'
import { findLastCounted, toMoments, findNearest } from './people-timeline.ts'
import styles from './people-over-time.module.css'
import { PeopleReadout } from './people-readout.tsx'
import { PeopleTable } from './people-table.tsx'
import { useEstimateMark } from './use-estimate-mark.ts'
import { usePeopleSummary } from './use-people-summary.ts'

const focusFallback = restoreFocusOnUnmount()

interface PeopleFigureProps {
  readonly version: Version
  readonly people: PopulationSeries
}

/** The chart with its summary sentence, the numbers of the selected moment, and all numbers as a table. */
export function PeopleFigure({ version, people }: PeopleFigureProps) {
  const t = useTranslations()
  const summarize = usePeopleSummary()
  const markEstimate = useEstimateMark(people)
  // The time, not an index: the moments of the curve may have changed meanwhile.
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const [isTableOpen, setIsTableOpen] = useState(false)
  const moments = toMoments(people)
  const selectedIndex = pointedAt === null ? findLastCounted(moments) : findNearest(moments, pointedAt)
  const moment = moments[selectedIndex]
  if (moment === undefined) return <p className={styles.caption}>{t('overTime.neverPublished')}</p>
  return (
    <>
      <figure ref={focusFallback} className={styles.figure} aria-labelledby="people-figure">
        <figcaption id="people-figure" className={styles.caption}>
          {summarize(version, people, markEstimate)}
        </figcaption>
        <PeopleReadout moment={moment} people={people} />
        <PeopleChart
          people={people}
          moments={moments}
          selectedIndex={selectedIndex}
          isPointed={pointedAt !== null}
          onSelect={(next) => setPointedAt(next === null ? null : (moments[next]?.at ?? null))}
        />
      </figure>
      <details ref={focusFallback} className={styles.details} onToggle={({ currentTarget }) => setIsTableOpen(currentTarget.open)}>
        <summary className={styles.summary}>{t('overTime.table')}</summary>
        {isTableOpen && <PeopleTable moments={moments} people={people} />}
      </details>
    </>
  )
}
