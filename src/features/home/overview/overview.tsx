import { useQuery } from '@tanstack/react-query'
import { ChevronDown } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/errors.ts'
import { overviewOptions } from '#api/queries/overview.ts'
import type { Permission } from '#domain/lifecycle.ts'
import { useActionState } from '#features/actions/state/action-context.ts'
import '#i18n/overview-messages.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { AdviceList } from './advice-list.tsx'
import { EndedLastWeek } from './ended-last-week.tsx'
import { defaultParams } from '#features/home/filters/list-search-params.ts'
import { loadAdvicePanelHeight, saveAdvicePanelHeight } from './advice-panel-state.ts'
import { OverviewFailure } from './overview-failure.tsx'
import { OverviewStat } from './overview-stat.tsx'
import layout from './lazy-overview.module.css'
import styles from './overview.module.css'
import { useAdvice } from './use-advice.ts'

const focusFallback = restoreFocusOnUnmount()

interface OverviewProps {
  readonly permissions: readonly Permission[]
  /** Placeholder until the numbers have loaded. */
  readonly skeleton: ReactNode
}

/** Totals over all versions, each linked to its list, and the advice on journeys that should be ended. */
export function Overview({ permissions, skeleton }: OverviewProps) {
  const t = useTranslations()
  const format = useFormatter()
  const id = useId()
  const overview = useQuery(overviewOptions(useReaderTimeZone()))
  const [isOpen, setIsOpen] = useState(() => loadAdvicePanelHeight() !== null)
  const [isHovered, setIsHovered] = useState(false)
  const { pendingConfirmation } = useActionState()
  // A dialog covers the entries, so no leave event is fired: the next pointer move decides whether the list is still hovered.
  if (pendingConfirmation !== null && isHovered) setIsHovered(false)
  const { data } = overview
  const advice = useAdvice(data?.advice, isOpen && isHovered)
  if (data === undefined) return overview.isError ? <OverviewFailure onRetry={() => overview.refetch()} /> : skeleton
  const { draining, endedLastWeek } = data
  const toggle = () => {
    if (isOpen) saveAdvicePanelHeight(null)
    setIsOpen(!isOpen)
  }
  return (
    <>
      <ul className={layout.strip}>
        <OverviewStat
          to={{ ...defaultParams, versions: 'all', sort: '-people' }}
          value={format.number(data.peopleInside)}
          label={t('overview.peopleInside', { count: data.peopleInside })}
        />
        <OverviewStat
          to={{ ...defaultParams, versions: 'all', tab: 'live' }}
          value={format.number(data.enteredLastHour)}
          label={t('overview.entered', { count: data.enteredLastHour })}
        />
        <OverviewStat
          to={{ ...defaultParams, versions: 'all', tab: 'closed' }}
          value={format.number(draining.versions)}
          label={t('overview.draining', { count: draining.versions, people: draining.peopleInside })}
        />
        <EndedLastWeek ended={endedLastWeek} />
        {advice.length > 0 && (
          <li ref={focusFallback} className={layout.cell}>
            <button
              type="button"
              className={`${layout.stat} ${styles.link} ${styles.toggle}`}
              aria-expanded={isOpen}
              aria-controls={isOpen ? `${id}-advice` : undefined}
              onClick={toggle}
            >
              <span className={layout.value}>{`${format.number(data.adviceTotal)} `}</span>
              <span className={layout.label}>{t('overview.shouldBeEnded', { count: data.adviceTotal })}</span>
              <ChevronDown size={18} aria-hidden className={styles.chevron} />
            </button>
          </li>
        )}
      </ul>
      {overview.isError && !isUnauthenticated(overview.error) && (
        <p className={styles.stale}>
          {t('home.staleSince', { time: format.dateTime(new Date(overview.dataUpdatedAt), { timeStyle: 'medium' }) })}
        </p>
      )}
      {isOpen && advice.length > 0 && (
        <AdviceList id={`${id}-advice`} advice={advice} total={data.adviceTotal} permissions={permissions} onHoverChange={setIsHovered} />
      )}
    </>
  )
}
