import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/request.ts'
import { overviewOptions } from '#api/queries/overview.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { passFocusTo } from '#ui/input/focus-fallback.ts'
import { AdviceList } from './advice-list.tsx'
import { EndedLastWeek } from './ended-last-week.tsx'
import { plain } from '#features/home/filters/list-search-params.ts'
import { openAdvice, rememberOpenAdvice } from './advice-panel-state.ts'
import { OverviewFailure } from './overview-failure.tsx'
import { OverviewLink } from './overview-stat.tsx'
import place from './lazy-overview.module.css'
import styles from './overview.module.css'
import { useAdvice } from './use-advice.ts'

const heir = passFocusTo()

interface OverviewProps {
  readonly permissions: readonly Permission[]
  /** Stands in until the numbers are there. */
  readonly shape: ReactNode
}

/** All versions together, each number a way to the list it counts; and the journeys that should be ended. */
export function Overview({ permissions, shape }: OverviewProps) {
  const t = useTranslations()
  const format = useFormatter()
  const id = useId()
  const overview = useQuery(overviewOptions)
  const [open, setOpen] = useState(() => openAdvice() !== null)
  const [pointed, setPointed] = useState(false)
  const { chosen } = useEnding()
  // A dialog comes between the pointer and the entries: where the pointer is afterwards, only its next move tells.
  if (chosen !== null && pointed) setPointed(false)
  const { data } = overview
  const advice = useAdvice(data?.advice, open && pointed)
  if (data === undefined) return overview.isError ? <OverviewFailure onRetry={() => void overview.refetch()} /> : shape
  const { draining, endedLastWeek } = data
  const turn = () => {
    if (open) rememberOpenAdvice(null)
    setOpen(!open)
  }
  return (
    <>
      <ul className={place.strip}>
        <OverviewLink
          to={{ ...plain, versions: 'all', sort: '-people' }}
          value={format.number(data.peopleInside)}
          label={t('overview.peopleInside', { count: data.peopleInside })}
        />
        <OverviewLink
          to={{ ...plain, versions: 'all', tab: 'live' }}
          value={format.number(data.enteredLastHour)}
          label={t('overview.entered', { count: data.enteredLastHour })}
        />
        <OverviewLink
          to={{ ...plain, versions: 'all', tab: 'closed' }}
          value={format.number(draining.versions)}
          label={t('overview.draining', { count: draining.versions, people: draining.peopleInside })}
        />
        <EndedLastWeek ended={endedLastWeek} />
        {advice.length > 0 && (
          <li ref={heir} className={place.cell}>
            <button
              type="button"
              className={`${place.figure} ${styles.way} ${styles.turn}`}
              aria-expanded={open}
              aria-controls={open ? `${id}-advice` : undefined}
              onClick={turn}
            >
              <span className={place.value}>{format.number(data.adviceTotal)}</span>{' '}
              <span className={place.label}>{t('overview.shouldBeEnded', { count: data.adviceTotal })}</span>
              <ChevronDown size={18} aria-hidden className={styles.chevron} />
            </button>
          </li>
        )}
      </ul>
      {overview.isError && !isUnauthenticated(overview.error) && (
        <p className={styles.old}>{t('home.old', { time: format.dateTime(new Date(overview.dataUpdatedAt), { timeStyle: 'medium' }) })}</p>
      )}
      {open && advice.length > 0 && (
        <AdviceList id={`${id}-advice`} advice={advice} total={data.adviceTotal} permissions={permissions} onPoint={setPointed} />
      )}
    </>
  )
}
