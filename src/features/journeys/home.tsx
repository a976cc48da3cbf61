import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { useFormatter, useTranslations } from 'use-intl'
import { Refusal } from '#api/http.ts'
import { sessionOptions } from '#api/session.ts'
import { listOptions } from '#api/versions.ts'
import { useEnding } from '#features/ending/chosen.ts'
import { Failure } from '#ui/failure.tsx'
import { PageTitle } from '#ui/page-title.tsx'
import { EmptyList } from './empty-list.tsx'
import styles from './home.module.css'
import { JourneyTable } from './journey-table.tsx'
import { readAddress, toFilter, writeAddress, type ListAddress } from './list-address.ts'
import { ListControls } from './list-controls.tsx'
import { ShowMore } from './show-more.tsx'
import { StatusTabs } from './status-tabs.tsx'
import { useRows } from './use-rows.ts'

/** Home: every journey, what state it is in, and how many people are inside. */
export function Home() {
  const t = useTranslations()
  const format = useFormatter()
  const [params, setParams] = useSearchParams()
  const [pointed, setPointed] = useState(false)
  const { chosen, acted, moveOn } = useEnding()
  const address = readAddress(params)
  const list = useInfiniteQuery(listOptions(toFilter(address)))
  const session = useQuery(sessionOptions)
  // The version in the dialog is kept, too: the list is read again before the dialog says that it is done.
  const kept = chosen === null ? acted : [...acted, chosen.version.id]
  const rows = useRows(list, kept, pointed || chosen !== null, String(writeAddress(address)))
  const first = list.data?.pages.at(-1)

  const go = (change: Partial<ListAddress>) => {
    moveOn()
    setParams(writeAddress({ ...address, ...change }), { replace: 'search' in change, preventScrollReset: true })
  }
  const failure = list.error ?? session.error

  return (
    <div className={styles.home}>
      <PageTitle page={t('home.title')} />
      <header className={styles.header}>
        <h1 className={styles.title} tabIndex={-1}>
          {t('home.title')}
        </h1>
        <p className={styles.matching}>{first && t('home.matching', { matching: first.matching, total: first.total })}</p>
      </header>
      <ListControls address={address} onChange={go} />
      <StatusTabs address={address} counts={first?.counts} onMoveOn={moveOn} />
      {failure && (
        <Failure retry={{ label: t('app.tryAgain'), onPress: () => void Promise.all([list.refetch(), session.refetch()]) }}>
          {failure instanceof Refusal && failure.problem.code === 'unauthenticated' ? (
            t('error.signedOut')
          ) : list.data === undefined ? (
            <>
              {t('home.failed')} {t('problem.stillTrue')}
            </>
          ) : (
            t('home.old', { time: format.dateTime(new Date(list.dataUpdatedAt), { timeStyle: 'medium' }) })
          )}
        </Failure>
      )}
      {first && rows.length === 0 ? (
        <EmptyList filtered={first.total > 0} onClear={() => go({ search: '', tab: 'all' })} />
      ) : (
        (list.data !== undefined || !failure) && (
          <JourneyTable
            rows={first && session.data ? rows : null}
            matching={first?.matching ?? 0}
            asOf={first?.asOf}
            permissions={session.data?.permissions ?? []}
            address={address}
            onSort={(sort) => go({ sort })}
            onPoint={setPointed}
          />
        )
      )}
      {list.hasNextPage && <ShowMore busy={list.isFetchingNextPage} onMore={() => void list.fetchNextPage()} />}
    </div>
  )
}
