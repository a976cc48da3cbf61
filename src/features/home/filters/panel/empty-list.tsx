import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { listOptions } from '#api/queries/list.ts'
import { clearedParams } from './cleared-params.ts'
import { useActiveFilters } from './use-active-filters.ts'
import { formatListParams, toListFilter, type ListParams } from '#features/home/filters/list-search-params.ts'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { Sentence } from '#ui/sentence.tsx'
import { sessionOptions } from '#api/queries/session.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './empty-list.module.css'

const focusFallback = restoreFocusOnUnmount(() => document.querySelector('input[type=search]'))

interface EmptyListProps {
  /** Whether there are journeys that the search and the filters leave out. */
  readonly filtered: boolean
  readonly listParams: ListParams
  readonly onChange: (change: Partial<ListParams>) => void
}

/** Explains why the list is empty, and offers a way back to a non-empty one. */
export function EmptyList({ filtered, listParams, onChange }: EmptyListProps) {
  const t = useTranslations()
  return (
    <div ref={focusFallback} className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t('filters.emptyTitle')}</h2>
      <p>{t(filtered ? 'filters.emptyFiltered' : 'filters.emptyAll')}</p>
      {filtered && <ActiveFilters listParams={listParams} />}
      {filtered && <Button onPress={() => onChange(clearedParams.all)}>{t('filters.clearAll')}</Button>}
      {filtered && listParams.versions === 'latest' && <OlderMatches listParams={listParams} />}
    </div>
  )
}

/** Says what leaves the journeys out: search, status and filters. */
function ActiveFilters({ listParams }: { readonly listParams: ListParams }) {
  const t = useTranslations()
  const { search, tab } = listParams
  const typed = isolateBidi(search)
  const name = (group: 'search' | 'status', value: string) => t('filters.value', { group: t(`filters.chipGroups.${group}`), value })
  const active = [
    ...(search === '' ? [] : [{ key: 'search', label: name('search', typed), written: typed }]),
    ...(tab === 'all' ? [] : [{ key: 'status', label: name('status', t(`status.${tab}`)), written: '' }]),
    ...useActiveFilters(listParams),
  ]
  return (
    <p className={styles.active}>
      <Sentence text={active.map(({ label }) => label).join(' · ')} verbatim={active.map(({ written }) => written)} />
    </p>
  )
}

/** Leads to older versions that match. Last, so that nothing moves when the number arrives. */
function OlderMatches({ listParams }: { readonly listParams: ListParams }) {
  const t = useTranslations()
  const allVersions: ListParams = { ...listParams, versions: 'all' }
  const userId = useQuery(sessionOptions).data?.user.id
  const { data, isPlaceholderData } = useInfiniteQuery(listOptions(toListFilter(allVersions, useReaderTimeZone(), userId)))
  const count = isPlaceholderData ? 0 : (data?.pages[0]?.matchingCount ?? 0)
  return (
    count > 0 && <Link to={{ pathname: '/', search: formatListParams(allVersions).toString() }}>{t('filters.showOlder', { count })}</Link>
  )
}
