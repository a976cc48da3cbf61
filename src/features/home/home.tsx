import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { isUnauthenticated } from '#api/http/request.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { listOptions } from '#api/queries/list.ts'
import { useEnding } from '#features/actions/state/action-context.ts'
import { SignInLink } from '#features/session/sign-in-link.tsx'
import { useFailureSentence } from '#features/version/use-failure-sentence.ts'
import { useSignedOut } from '#features/session/use-session-expired.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { Failure } from '#ui/error-message.tsx'
import { PageTitle } from '#ui/page-title.tsx'
import { EmptyList } from './empty-list.tsx'
import styles from './home.module.css'
import { JourneyTable } from '#features/home/list/journey-table.tsx'
import { readAddress, toFilter, writeAddress, type ListAddress } from '#features/home/filters/list-search-params.ts'
import { ListControls } from '#features/home/filters/list-controls.tsx'
import { OverviewPlace } from '#features/home/overview/lazy-overview.tsx'
import { ShowMore } from './show-more.tsx'
import { StatusTabs } from '#features/home/filters/status-tabs.tsx'
import { useRows } from '#features/home/list/use-stable-rows.ts'

/** Home: every journey, what state it is in, and how many people are inside. */
export function Home() {
  const t = useTranslations()
  const format = useFormatter()
  const failureSentence = useFailureSentence()
  const announce = useAnnounce()
  const [params, setParams] = useSearchParams()
  const [pointed, setPointed] = useState(false)
  const { chosen, acted, moveOn } = useEnding()
  // A dialog comes between the pointer and the rows: where the pointer is afterwards, only its next move tells.
  if (chosen !== null && pointed) setPointed(false)
  const address = readAddress(params)
  const question = String(writeAddress(address))
  const list = useInfiniteQuery(listOptions(toFilter(address)))
  const session = useQuery(sessionOptions)
  // The version in the dialog is kept, too: the list is read again before the dialog says that it is done.
  const kept = chosen === null ? acted : [...acted, chosen.version.id]
  const { rows, deletions } = useRows(list, kept, pointed || chosen !== null, question)
  const latest = list.data?.pages.at(-1)
  const answered = !list.isPlaceholderData

  const go = (change: Partial<ListAddress>) => {
    moveOn()
    // From the address as it is then, not as it was when this was drawn: a search may come late.
    setParams((now) => writeAddress({ ...readAddress(now), ...change }), { replace: 'search' in change, preventScrollReset: true })
  }
  const found = answered ? latest?.matchingCount : undefined
  const told = useRef(question)
  // What a search found is said to those who do not see the list change; the first list needs no words.
  useEffect(() => {
    if (found === undefined || told.current === question) return
    told.current = question
    announce(t('home.found', { count: found }))
  }, [announce, found, question, t, told])
  const failure = list.error ?? session.error
  const out = useSignedOut()

  return (
    <div className={styles.home}>
      <PageTitle page={t('home.title')} />
      <header className={styles.header}>
        <h1 className={styles.title} tabIndex={-1}>
          {t('home.title')}
        </h1>
        <p className={styles.matching}>{latest && t('home.matching', { matching: latest.matchingCount, total: latest.totalCount })}</p>
      </header>
      <OverviewPlace state={latest && session.data ? 'ready' : 'waiting'} permissions={session.data?.permissions ?? []} />
      <ListControls address={address} onChange={go} />
      <StatusTabs address={address} counts={latest?.countsByStatus} onMoveOn={moveOn} />
      {/* Once something has been shown, it is said for all of the page that nobody is signed in any more. */}
      {failure && !(isUnauthenticated(failure) && list.data) && (
        <Failure
          {...(out === null && {
            retry: { label: t('app.tryAgain'), onPress: () => void Promise.all([list.refetch(), session.refetch()]) },
          })}
        >
          {list.data === undefined ? t('home.failed') : ''} {failureSentence(failure)}{' '}
          {list.data === undefined
            ? t('problem.stillTrue')
            : t('home.old', { time: format.dateTime(new Date(list.dataUpdatedAt), { timeStyle: 'medium' }) })}{' '}
          {out && <SignInLink out={out} look="plain" />}
        </Failure>
      )}
      {latest && answered && rows.length === 0 ? (
        <EmptyList filtered={latest.totalCount > 0} onClear={() => go({ search: '', tab: 'all', ended: null })} />
      ) : (
        (list.data !== undefined || !failure) && (
          <JourneyTable
            rows={latest && session.data ? rows : null}
            deletions={deletions}
            answered={answered}
            matching={latest?.matchingCount ?? 0}
            asOf={latest?.asOf}
            permissions={session.data?.permissions ?? []}
            address={address}
            onSort={(sort) => go({ sort })}
            onPoint={setPointed}
          />
        )
      )}
      {list.hasNextPage && (
        <ShowMore
          state={list.isFetchingNextPage ? 'busy' : list.isFetchNextPageError ? 'failed' : 'ready'}
          onMore={() => void list.fetchNextPage()}
        />
      )}
    </div>
  )
}
