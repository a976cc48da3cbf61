import { useQueryClient, type Query } from '@tanstack/react-query'
import { useEffectEvent, useLayoutEffect, useMemo, type ComponentProps } from 'react'
import { getClientState } from '#api/cache/client-state.ts'
import { getVersionResource } from '#api/cache/query-keys.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { RowVirtualizer } from '#ui/virtual-rows/row-virtualizer.tsx'
import { findRowIndex } from './row-keyboard-navigation.ts'

/** Minimum age of the list to be read again after scrolling, in milliseconds. */
const scrollThrottleMs = 1_500

/** True if the row is on screen, or less than a screen away from it. */
function isNearScreen(row: HTMLElement): boolean {
  const { top, bottom } = row.getBoundingClientRect()
  return bottom > -innerHeight && top < 2 * innerHeight
}

/** Says which rows are on screen, so that a refetch reads only their pages, and reads other pages once they are scrolled to. */
function useVisibleRows(rows: readonly VersionSummary[]): void {
  const client = useQueryClient()
  const findVisibleIds = useEffectEvent(() => {
    const rendered = Array.from(document.querySelectorAll<HTMLElement>('[role=row][data-index]'))
    return new Set(rendered.filter(isNearScreen).flatMap((row) => rows[findRowIndex(row)]?.id ?? []))
  })
  // Before the list is read again on return to it.
  useLayoutEffect(() => {
    const { screen } = getClientState(client)
    const isOld = ({ queryKey, state }: Query) =>
      getVersionResource(queryKey) === 'list' && state.dataUpdatedAt < Date.now() - scrollThrottleMs
    const refetchPages = () => void client.refetchQueries({ type: 'active', predicate: isOld }, { cancelRefetch: false })
    screen.findVisibleIds = () => findVisibleIds()
    document.addEventListener('scrollend', refetchPages)
    return () => {
      screen.findVisibleIds = null
      document.removeEventListener('scrollend', refetchPages)
    }
  }, [client])
}

interface VisibleRowsProps extends Omit<ComponentProps<typeof RowVirtualizer>, 'ids'> {
  readonly rows: readonly VersionSummary[]
}

/** Shows nothing. Of a list with several pages only the rows on screen are rendered, and only their pages are read again. */
export function VisibleRows({ rows, ...props }: VisibleRowsProps) {
  useVisibleRows(rows)
  return <RowVirtualizer {...props} ids={useMemo(() => rows.map(({ id }) => id), [rows])} />
}
