import { useFormatter, useTranslations } from 'use-intl'
import type { Overview } from '#api/contract/overview.ts'
import '#i18n/filter-messages.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { defaultParams } from '#features/home/filters/list-search-params.ts'
import { EndedSparkline } from './ended-sparkline.tsx'
import { OverviewStat } from './overview-stat.tsx'

/** Number of versions closed or stopped in the last 7 days of the reader, per day. */
export function EndedLastWeek({ ended: { versions, days } }: { readonly ended: Overview['endedLastWeek'] }) {
  const t = useTranslations()
  const format = useFormatter()
  const timeZone = useReaderTimeZone()
  const daySentences = days
    .map(({ day, closed, stopped }) => ({
      // A day, not a moment: the same in every time zone.
      day: format.dateTime(new Date(day), { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
      endings: [
        ...(closed > 0 ? [t('overview.closed', { count: closed })] : []),
        ...(stopped > 0 ? [t('overview.stopped', { count: stopped })] : []),
      ],
    }))
    .filter(({ endings }) => endings.length > 0)
    .map(({ day, endings }) => t('overview.endedOn', { day, endings: format.list(endings) }))
  return (
    <OverviewStat
      to={{ ...defaultParams, versions: 'all', ended: 7, sort: '-ended' }}
      value={format.number(versions)}
      label={t('overview.ended', { count: versions })}
      chart={{
        graphic: <EndedSparkline days={days} />,
        description: [...daySentences, t('overview.legend'), t('filters.days', { timeZone })],
      }}
    />
  )
}
