import { Link } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import styles from './status-tabs.module.css'
import { tabs, writeAddress, type ListAddress, type Tab } from './list-search-params.ts'

interface StatusTabsProps {
  readonly address: ListAddress
  readonly counts: Readonly<Record<string, number>> | undefined
  readonly onMoveOn: () => void
}

const names = Object.keys(tabs) as readonly Tab[]

/** The statuses with how many journeys have each; pressing one shows only those. */
export function StatusTabs({ address, counts, onMoveOn }: StatusTabsProps) {
  const t = useTranslations()
  const format = useFormatter()
  const countOf = (tab: Tab) => {
    const statuses: readonly string[] = tab === 'all' ? Object.keys(counts ?? {}) : tabs[tab]
    return statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0)
  }
  return (
    <nav className={styles.tabs} aria-label={t('home.statusFilter')}>
      {names.map((tab) => (
        <Link
          key={tab}
          to={{ pathname: '/', search: writeAddress({ ...address, tab }).toString() }}
          className={styles.tab}
          aria-current={tab === address.tab || undefined}
          preventScrollReset
          onClick={onMoveOn}
        >
          {tab === 'all' ? t('home.all') : t(`status.${tab}`)}
          <span className={styles.count}>{counts ? format.number(countOf(tab)) : ' '}</span>
        </Link>
      ))}
    </nav>
  )
}
