import { useQueryClient, type Query } from '@tanstack/react-query'
import { useEffectEvent, useLayoutEffect } from 'react'
import { getClientState } from '#api/cache/client-state.ts'
import { getVersionResource } from '#api/cache/query-keys.ts'
import type { VersionSummary } from '#api/contract/version.ts'

/** Minimum age of the list to be read again after scrolling, in milliseconds. */
const scrollThrottleMs = 1_500

/** True if the row is on screen, or less than a screen away from it. */
function isNearScreen(cell: Element | undefined): boolean {
  const { top, bottom } = cell?.getBoundingClientRect() ?? { top: 0, bottom: 0 }
  return bottom > -innerHeight && top < 2 * innerHeight
}

/**
 * Shows nothing. Says which rows are on screen, so that a refetch reads only their pages, and reads other pages once they are scrolled to.
 */
export function VisibleRows({ rows }: { readonly rows: readonly VersionSummary[] }): null {
  const client = useQueryClient()
  const findVisibleIds = useEffectEvent(() => {
    const cells = document.querySelectorAll('[role=rowheader]')
    return new Set(rows.flatMap(({ id }, index) => (isNearScreen(cells[index]) ? [id] : [])))
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
  return null
}
