import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/errors.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { listOptions } from '#api/queries/list.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { PrintedTime } from '#features/version/printed-time.tsx'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { PageTitle } from '#ui/page-title.tsx'
import styles from './home.module.css'
import {
  countFilters,
  defaultLook,
  isAboutMe,
  parseListParams,
  toListFilter,
  formatListParams,
  type ListParams,
} from '#features/home/filters/list-search-params.ts'
import { ExportButton } from '#features/home/export/export-button.tsx'
import { createFilterView } from '#features/home/filters/filter-view.ts'
import type { FilterProps } from '#features/home/filters/panel-button.tsx'
import { ListControls } from '#features/home/filters/list-controls.tsx'
import { useMeasurementSentence } from '#features/version/use-measurement-sentence.ts'
import type { List } from '#api/contract/list.ts'
import { LazyOverview } from '#features/home/overview/lazy-overview.tsx'
import { JourneyList } from './journey-list.tsx'
import { ListFailure } from './list-failure.tsx'
import { StatusTabs } from '#features/home/filters/status-tabs.tsx'

// If their code cannot be loaded, the button of the filters still tells their number, and the list is as its address says.
const FilterChips = createFilterView('FilterChips')
const ViewBar = createFilterView('ViewBar')
const UnknownParamsNotice = createFilterView('UnknownParamsNotice')

/** Announces the result of a search, for users who do not see the list change. The first list is not announced. */
function useAnnouncedResult(queryId: string, matchingCount: number | undefined): void {
  const t = useTranslations()
  const announce = useAnnounce()
  const announcedQueryId = useRef(queryId)
  // Effect, because the announcer is outside React.
  useEffect(() => {
    if (matchingCount === undefined || announcedQueryId.current === queryId) return
    announcedQueryId.current = queryId
    announce(t('home.found', { count: matchingCount }))
  }, [announce, matchingCount, queryId, t, announcedQueryId])
}

/** Says that the numbers of the list are estimated or old. */
function MeasurementNote({ page }: { readonly page: List | undefined }) {
  const sentence = useMeasurementSentence()(page)
  return sentence === null ? null : <p className={styles.matching}>{sentence}</p>
}

/** The filters that are set. Their room is there before their code. */
const ActiveFilters = (props: FilterProps) =>
  countFilters(props.listParams) > 0 && (
    <div className={styles.chips}>
      <FilterChips {...props} />
    </div>
  )

/** The saved view of the list. Its room is there before its code. */
const CurrentView = ({ listParams }: Pick<FilterProps, 'listParams'>) =>
  listParams.view !== '' && (
    <div className={styles.chips}>
      <ViewBar listParams={listParams} />
    </div>
  )

/** Says which parts of an unusual address are ignored. */
const AddressNotice = ({ searchParams, listParams }: { readonly searchParams: URLSearchParams; readonly listParams: ListParams }) =>
  searchParams.size !== formatListParams(listParams).size && <UnknownParamsNotice searchParams={searchParams} />

/** The list, and the session. A list of the reader's own journeys waits for who that is. */
function useList(listParams: ListParams) {
  const session = useQuery(sessionOptions)
  const userId = session.data?.user.id
  const filter = toListFilter(listParams, useReaderTimeZone(), userId)
  const list = useInfiniteQuery({ ...listOptions(filter), enabled: userId !== undefined || !isAboutMe(listParams) })
  return { session, filter, list }
}

/** The search, the tab and the name of the page, joined. */
function useListTitle({ search, tab }: ListParams): string {
  const t = useTranslations()
  return [isolateBidi(search), tab === 'all' ? '' : t(`status.${tab}`), t('home.title')].filter((part) => part !== '').join(' · ')
}

/** The error to show. After data has been shown, the banner of the page reports an expired session. */
const getShownError = (error: Error | null, hasLoaded: boolean): Error | null => (hasLoaded && isUnauthenticated(error) ? null : error)

function getListState(hasLoaded: boolean, error: Error | null): 'loading' | 'loaded' | 'failed' {
  if (hasLoaded) return 'loaded'
  return error ? 'failed' : 'loading'
}

/** Home: all journeys with status and number of people inside. */
export function Home() {
  const t = useTranslations()
  const [searchParams, setSearchParams] = useSearchParams()
  const { clearRecentlyActed } = useActions()
  const [step, setStep] = useState<Partial<ListParams>>()
  const inAddress = parseListParams(searchParams)
  const listParams = { ...inAddress, ...step }
  const queryId = String(formatListParams({ ...listParams, ...defaultLook }))
  const { session, filter, list } = useList(listParams)
  // A refetch leaves pages as they are that are not on screen.
  const newestPage = list.data?.pages.reduce((newest, page) => (page.asOf < newest.asOf ? newest : page))
  useAnnouncedResult(queryId, list.isPlaceholderData ? undefined : newestPage?.matchingCount)

  const updateParams = (change: Partial<ListParams>, extent?: 'step') => {
    setStep(extent && change)
    if (extent) return
    // Other columns are not another list.
    if (!('columns' in change)) clearRecentlyActed()
    // Read the current URL, not that of the render: a debounced search may arrive late.
    setSearchParams((now) => formatListParams({ ...parseListParams(now), ...step, ...change }), {
      replace: 'search' in change || 'columns' in change,
      preventScrollReset: true,
      // At once: the links of a page that is older than its address would undo the change.
      flushSync: true,
    })
  }
  const error = list.error ?? session.error
  const permissions = session.data?.permissions
  const hasLoaded = list.data !== undefined && permissions !== undefined
  const shownError = getShownError(error, hasLoaded)
  const state = getListState(hasLoaded, error)
  const title = useListTitle(listParams)

  return (
    <div className={styles.home}>
      <PageTitle page={title} />
      <header className={styles.header}>
        <h1 className={styles.title} tabIndex={-1}>
          {t('home.title')}
        </h1>
        <p className={styles.matching}>
          {newestPage && t('home.matching', { matching: newestPage.matchingCount, total: newestPage.totalCount })}
        </p>
        <MeasurementNote page={newestPage} />
        {hasLoaded && <PrintedTime at={list.dataUpdatedAt} />}
        <ExportButton filter={filter} />
      </header>
      {shownError && (
        <ListFailure
          error={shownError}
          shownSince={hasLoaded ? list.dataUpdatedAt : null}
          onRetry={() => Promise.all([list.refetch(), session.refetch()])}
        />
      )}
      {state !== 'failed' && <LazyOverview state={hasLoaded ? 'ready' : 'waiting'} permissions={permissions ?? []} />}
      <ListControls listParams={listParams} onChange={updateParams} />
      <CurrentView listParams={listParams} />
      <ActiveFilters listParams={listParams} onChange={updateParams} />
      <AddressNotice searchParams={searchParams} listParams={inAddress} />
      <StatusTabs listParams={listParams} counts={newestPage?.countsByStatus} onNavigate={clearRecentlyActed} />
      <JourneyList
        list={list}
        newestPage={newestPage}
        permissions={permissions}
        state={state}
        listParams={listParams}
        queryId={queryId}
        onChange={updateParams}
      />
    </div>
  )
}
