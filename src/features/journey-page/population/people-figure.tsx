import { useState } from 'react'
import { useTranslations } from 'use-intl'
import type { PopulationSeries } from '#api/contract/population.ts'
import type { Version } from '#api/contract/version.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { PeopleChart } from './people-chart.tsx'
import { lastCounted, momentsOf, nearest } from './people-timeline.ts'
import styles from './people-over-time.module.css'
import { PeopleReadout } from './people-readout.tsx'
import { PeopleTable } from './people-table.tsx'
import { useInAWord } from './use-people-summary.ts'

const heir = passFocusTo()

interface PeopleFigureProps {
  readonly version: Version
  readonly people: PopulationSeries
}

/** The curve with what it says in one sentence, the numbers of the moment that is pointed at, and all of them as a table. */
export function PeopleFigure({ version, people }: PeopleFigureProps) {
  const t = useTranslations()
  const inAWord = useInAWord()
  // The time itself: the curve may have got other moments meanwhile.
  const [pointedAt, setPointedAt] = useState<number | null>(null)
  const [shown, setShown] = useState(false)
  const moments = momentsOf(people)
  const index = pointedAt === null ? lastCounted(moments) : nearest(moments, pointedAt)
  const moment = moments[index]
  if (moment === undefined) return <p className={styles.caption}>{t('overTime.neverPublished')}</p>
  return (
    <>
      <figure ref={heir} className={styles.figure} aria-labelledby="people-figure">
        <figcaption id="people-figure" className={styles.caption}>
          {inAWord(version, people)}
        </figcaption>
        <PeopleReadout moment={moment} forecast={people.forecast} />
        <PeopleChart
          people={people}
          moments={moments}
          read={index}
          isPointed={pointedAt !== null}
          onPoint={(next) => setPointedAt(next === null ? null : (moments[next]?.at ?? null))}
        />
      </figure>
      <details ref={heir} className={styles.details} onToggle={({ currentTarget }) => setShown(currentTarget.open)}>
        <summary className={styles.summary}>{t('overTime.table')}</summary>
        {shown && <PeopleTable moments={moments} forecast={people.forecast} />}
      </details>
    </>
  )
}
