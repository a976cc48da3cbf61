import { useFormatter, useTranslations } from 'use-intl'
import { Link } from '#ui/navigation/link.tsx'
import styles from './status-tabs.module.css'
import { statusesByTab, formatListParams, type ListParams, type StatusTab } from './list-search-params.ts'
import { TextPart } from '#ui/text-part.tsx'

interface StatusTabsProps {
  readonly listParams: ListParams
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly onNavigate: () => void
}

const tabNames = Object.keys(statusesByTab) as readonly StatusTab[]

/** Statuses with the number of journeys in each; pressing one filters the list. */
export function StatusTabs({ listParams, counts, onNavigate }: StatusTabsProps) {
  const t = useTranslations()
  const format = useFormatter()
  const countTab = (tab: StatusTab) => {
    const statuses: readonly string[] = tab === 'all' ? Object.keys(counts ?? {}) : statusesByTab[tab]
    return statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0)
  }
  return (
    <nav className={styles.tabs} aria-label={t('home.statusFilter')}>
      {tabNames.map((tab) => (
        <Link
          key={tab}
          to={{ pathname: '/', search: formatListParams({ ...listParams, tab }).toString() }}
          className={styles.tab}
          aria-current={tab === listParams.tab || undefined}
          preventScrollReset
          onClick={onNavigate}
        >
          <TextPart>{tab === 'all' ? t('home.all') : t(`status.${tab}`)}</TextPart>
          <span className={styles.count}>{counts ? format.number(countTab(tab)) : ' '}</span>
        </Link>
      ))}
    </nav>
  )
}
