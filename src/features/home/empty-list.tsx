import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { listOptions } from '#api/queries/list.ts'
import { formatListParams, toListFilter, type ListParams } from '#features/home/filters/list-search-params.ts'
import { Button } from '#ui/input/button.tsx'
import { restoreFocusOnUnmount } from '#ui/input/focus-fallback.ts'
import { Link } from '#ui/navigation/link.tsx'
import styles from './home.module.css'

const focusFallback = restoreFocusOnUnmount(() => document.querySelector('input[type=search]'))

interface EmptyListProps {
  /** Whether there are journeys that the search and the filters leave out. */
  readonly filtered: boolean
  readonly listParams: ListParams
  readonly onClear: () => void
}

/** Explains why the list is empty, and offers a way back to a non-empty one. */
export function EmptyList({ filtered, listParams, onClear }: EmptyListProps) {
  const t = useTranslations()
  return (
    <div ref={focusFallback} className={styles.empty}>
      <h2 className={styles.emptyTitle}>{t('home.emptyTitle')}</h2>
      <p>{t(filtered ? 'home.emptyFiltered' : 'home.emptyAll')}</p>
      {filtered && <Button onPress={onClear}>{t('home.clearAll')}</Button>}
      {filtered && listParams.versions === 'latest' && <OlderMatches listParams={listParams} />}
    </div>
  )
}

/** Leads to older versions that match. Last, so that nothing moves when the number arrives. */
function OlderMatches({ listParams }: { readonly listParams: ListParams }) {
  const t = useTranslations()
  const allVersions: ListParams = { ...listParams, versions: 'all' }
  const { data, isPlaceholderData } = useInfiniteQuery(listOptions(toListFilter(allVersions, useReaderTimeZone())))
  const count = isPlaceholderData ? 0 : (data?.pages[0]?.matchingCount ?? 0)
  return count > 0 && <Link to={{ pathname: '/', search: formatListParams(allVersions).toString() }}>{t('home.showOlder', { count })}</Link>
}
