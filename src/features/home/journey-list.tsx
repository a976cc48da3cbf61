import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { use, useEffectEvent, useLayoutEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { useTranslations } from 'use-intl'
import type { List } from '#api/contract/list.ts'
import { loadNextPage } from '#api/queries/next-page.ts'
import { useActionState } from '#features/actions/state/action-context.ts'
import { createFilterView } from '#features/home/filters/filter-view.ts'
import type { ListParams } from '#features/home/filters/list-search-params.ts'
import { JourneyTable } from '#features/home/list/journey-table.tsx'
import { useStableRows } from '#features/home/list/use-stable-rows.ts'
import { useListSelection } from '#features/home/selection/use-list-selection.tsx'
import type { Permission } from '#domain/lifecycle.ts'
import { useAnnounce } from '#ui/announcer.tsx'
import { NavigationMemoryContext, showList } from '#ui/navigation/navigation-memory.ts'
import { ShowMore } from './show-more.tsx'

// If its code cannot be loaded, the number of journeys above says that none matches.
const EmptyList = createFilterView('EmptyList')

type ListQuery = UseInfiniteQueryResult<InfiniteData<List>>

interface JourneyListProps {
  readonly list: ListQuery
  /** The page that was read last; `undefined` while none has loaded. */
  readonly newestPage: List | undefined
  /** `undefined` while the session has not loaded. */
  readonly permissions: readonly Permission[] | undefined
  readonly state: 'loading' | 'loaded' | 'failed'
  readonly listParams: ListParams
  /** Identifies the list query. */
  readonly queryId: string
  readonly onChange: (change: Partial<ListParams>) => void
}

/** Returns to the place of the list that the user came from, as soon as its rows are there. */
function useReturnToPlace(list: ListQuery, rowCount: number): void {
  const t = useTranslations()
  const announce = useAnnounce()
  const memory = use(NavigationMemoryContext)
  const location = useLocation()
  const { isFetching } = list
  const hasMore = list.hasNextPage && !list.isFetchNextPageError
  const onMore = useEffectEvent(() => void loadNextPage(list))
  const onReturned = useEffectEvent(() => announce(t('home.title')))
  // Before the next paint and the next key press, as soon as there are rows.
  useLayoutEffect(
    () => showList(memory, { location, rowCount, hasMore, isFetching, onMore: () => onMore(), onReturned: () => onReturned() }),
    [memory, location, rowCount, hasMore, isFetching],
  )
}

/** The rows to show. They do not move while a pointer is over them, or a dialog is open. */
function useRows(list: ListQuery, queryId: string) {
  const [isHovered, setIsHovered] = useState(false)
  const { pendingConfirmation, hasOverlay, recentlyActedIds } = useActionState()
  const isCovered = pendingConfirmation !== null || hasOverlay
  // A dialog covers the rows, so no leave event is fired: the next pointer move decides whether the list is still hovered.
  if (isCovered && isHovered) setIsHovered(false)
  // The version in the dialog is pinned, too: the list may be refetched before the dialog reports completion.
  const pinnedIds = pendingConfirmation === null ? recentlyActedIds : [...recentlyActedIds, pendingConfirmation.version.id]
  return { ...useStableRows(list, pinnedIds, isHovered || isCovered, queryId), setIsHovered }
}

const hasFurtherPages = ({ data }: ListQuery): boolean => data !== undefined && data.pages.length > 1

function getMoreState({ isFetchingNextPage, isFetchNextPageError }: ListQuery): 'busy' | 'failed' | 'ready' {
  if (isFetchingNextPage) return 'busy'
  return isFetchNextPageError ? 'failed' : 'ready'
}

/** The rows of Home, or why there are none. */
export function JourneyList({ list, newestPage, permissions, state, listParams, queryId, onChange }: JourneyListProps) {
  const { rows, deletions, setIsHovered } = useRows(list, queryId)
  const isCurrent = !list.isPlaceholderData
  const matchingCount = newestPage?.matchingCount ?? 0
  const { rowSelection, selectionBar } = useListSelection(rows, matchingCount, listParams, permissions)
  useReturnToPlace(list, permissions && isCurrent ? rows.length : 0)
  if (newestPage && isCurrent && rows.length === 0)
    return (
      <>
        <EmptyList filtered={newestPage.totalCount > 0} listParams={listParams} onChange={onChange} />
        {selectionBar}
      </>
    )
  if (state === 'failed') return null
  return (
    <>
      <JourneyTable
        rows={state === 'loaded' ? rows : null}
        extent={hasFurtherPages(list) ? 'severalPages' : 'onePage'}
        deletions={deletions}
        isCurrent={isCurrent}
        matchingCount={matchingCount}
        asOf={newestPage?.asOf}
        permissions={permissions ?? []}
        selection={rowSelection}
        listParams={listParams}
        onSort={(sort) => onChange({ sort })}
        onHoverChange={setIsHovered}
      />
      {selectionBar}
      {state === 'loaded' && list.hasNextPage && <ShowMore state={getMoreState(list)} onMore={() => void loadNextPage(list)} />}
    </>
  )
}
