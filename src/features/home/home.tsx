import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { use, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/errors.ts'
import { loadNextPage } from '#api/queries/next-page.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { listOptions } from '#api/queries/list.ts'
import { useActions } from '#features/actions/state/action-context.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { PrintedTime } from '#features/version/printed-time.tsx'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useReaderTimeZone } from '#i18n/reader-time-zone.ts'
import { isolateBidi } from '#features/version/use-version-labels.ts'
import { useSessionExpired } from '#features/session/use-connection.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { ErrorMessage } from '#ui/error-message.tsx'
import { NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { PageTitle } from '#ui/page-title.tsx'
import { EmptyList } from './empty-list.tsx'
import styles from './home.module.css'
import { JourneyTable } from '#features/home/list/journey-table.tsx'
import { parseListParams, toListFilter, formatListParams, type ListParams } from '#features/home/filters/list-search-params.ts'
import { ListControls } from '#features/home/filters/list-controls.tsx'
import { LazyOverview } from '#features/home/overview/lazy-overview.tsx'
import { ShowMore } from './show-more.tsx'
import { StatusTabs } from '#features/home/filters/status-tabs.tsx'
import { useStableRows } from '#features/home/list/use-stable-rows.ts'
import { useVisibleRows } from '#features/home/list/use-visible-rows.ts'
import { TextPart } from '#ui/text-part.tsx'

/** Home: all journeys with status and number of people inside. */
export function Home() {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const announce = useAnnounce()
  const [searchParams, setSearchParams] = useSearchParams()
  const [isHovered, setIsHovered] = useState(false)
  const { pendingConfirmation, recentlyActedIds, clearRecentlyActed } = useActions()
  // A dialog covers the rows, so no leave event is fired: the next pointer move decides whether the list is still hovered.
  if (pendingConfirmation !== null && isHovered) setIsHovered(false)
  const listParams = parseListParams(searchParams)
  const queryId = String(formatListParams(listParams))
  const list = useInfiniteQuery(listOptions(toListFilter(listParams, useReaderTimeZone())))
  const session = useQuery(sessionOptions)
  // The version in the dialog is pinned, too: the list is refetched before the dialog reports completion.
  const pinnedIds = pendingConfirmation === null ? recentlyActedIds : [...recentlyActedIds, pendingConfirmation.version.id]
  const { rows, deletions } = useStableRows(list, pinnedIds, isHovered || pendingConfirmation !== null, queryId)
  useVisibleRows(rows)
  // A refetch leaves pages as they are that are not on screen.
  const newestPage = list.data?.pages.reduce((newest, page) => (page.asOf < newest.asOf ? newest : page))
  const isCurrent = !list.isPlaceholderData

  const updateParams = (change: Partial<ListParams>) => {
    clearRecentlyActed()
    // Read the current URL, not that of the render: a debounced search may arrive late.
    setSearchParams((now) => formatListParams({ ...parseListParams(now), ...change }), {
      replace: 'search' in change,
      preventScrollReset: true,
    })
  }
  const matchingCount = isCurrent ? newestPage?.matchingCount : undefined
  const announcedQueryId = useRef(queryId)
  // Announce the result of a search, for users who do not see the list change. The first list is not announced.
  useEffect(() => {
    if (matchingCount === undefined || announcedQueryId.current === queryId) return
    announcedQueryId.current = queryId
    announce(t('home.found', { count: matchingCount }))
  }, [announce, matchingCount, queryId, t, announcedQueryId])
  const memory = use(NavigationMemoryContext)
  const location = useLocation()
  const { isFetching } = list
  const hasMore = list.hasNextPage && !list.isFetchNextPageError
  const onMore = useEffectEvent(() => void loadNextPage(list))
  const onReturned = useEffectEvent(() => announce(t('home.title')))
  const rowCount = session.data && isCurrent ? rows.length : 0
  // Before the next paint and the next key press, as soon as there are rows.
  useLayoutEffect(() => {
    Object.assign(memory, { list: location, shownKey: location.key })
    return memory.returnToPlace?.({ location, rowCount, hasMore, isFetching, onMore: () => onMore(), onReturned: () => onReturned() })
  }, [memory, location, rowCount, hasMore, isFetching])
  const error = list.error ?? session.error
  const hasLoaded = list.data !== undefined && session.data !== undefined
  const sessionExpired = useSessionExpired()
  const { search, tab } = listParams
  const title = [isolateBidi(search), tab === 'all' ? '' : t(`status.${tab}`), t('home.title')].filter((part) => part !== '').join(' · ')

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
        {hasLoaded && <PrintedTime at={list.dataUpdatedAt} />}
      </header>
      {/* After data has been shown, the banner of the page reports an expired session. */}
      {error && !(isUnauthenticated(error) && hasLoaded) && (
        <ErrorMessage
          {...(sessionExpired === null && {
            retry: { label: t('app.tryAgain'), onPress: () => Promise.all([list.refetch(), session.refetch()]) },
          })}
        >
          <TextPart>
            {!hasLoaded
              ? [t('home.failed'), failureSentence(error), t('problem.mayBeStale')].join(' ')
              : [
                  failureSentence(error),
                  t('home.staleSince', { time: format.dateTime(new Date(list.dataUpdatedAt), { timeStyle: 'medium' }) }),
                ].join(' ')}
          </TextPart>
          {sessionExpired && <SignInLink sessionExpired={sessionExpired} variant="plain" />}
        </ErrorMessage>
      )}
      {(hasLoaded || !error) && <LazyOverview state={hasLoaded ? 'ready' : 'waiting'} permissions={session.data?.permissions ?? []} />}
      <ListControls listParams={listParams} onChange={updateParams} />
      <StatusTabs listParams={listParams} counts={newestPage?.countsByStatus} onNavigate={clearRecentlyActed} />
      {newestPage && isCurrent && rows.length === 0 ? (
        <EmptyList
          filtered={newestPage.totalCount > 0}
          listParams={listParams}
          onClear={() => updateParams({ search: '', tab: 'all', ended: null })}
        />
      ) : (
        (hasLoaded || !error) && (
          <JourneyTable
            rows={hasLoaded ? rows : null}
            deletions={deletions}
            isCurrent={isCurrent}
            matchingCount={newestPage?.matchingCount ?? 0}
            asOf={newestPage?.asOf}
            permissions={session.data?.permissions ?? []}
            listParams={listParams}
            onSort={(sort) => updateParams({ sort })}
            onHoverChange={setIsHovered}
          />
        )
      )}
      {hasLoaded && list.hasNextPage && (
        <ShowMore
          state={list.isFetchingNextPage ? 'busy' : list.isFetchNextPageError ? 'failed' : 'ready'}
          onMore={() => void loadNextPage(list)}
        />
      )}
    </div>
  )
}
