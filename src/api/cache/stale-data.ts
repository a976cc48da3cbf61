import type { Query, QueryClient } from '@tanstack/react-query'
import { getClientState } from './client-state.ts'
import { isNotDeleted } from './deleted-versions.ts'
import { versionKeys } from './query-keys.ts'

/** Time of the oldest update among the active version queries that `matches` selects; `null` if there are none. */
export function findOldestUpdate(client: QueryClient, matches: (query: Query) => boolean): number | null {
  const read = client
    .getQueryCache()
    .findAll({ queryKey: versionKeys.all(), type: 'active' })
    .flatMap((query) =>
      query.state.data !== undefined && isNotDeleted(client, query.queryKey) && matches(query) ? [query.state.dataUpdatedAt] : [],
    )
  return read.length > 0 ? Math.min(...read) : null
}

/** Refetches everything by `refetch`, with all pages of the list, and marks it as stale until that has finished. Errors of `refetch` are ignored. */
export async function refetchAsStale(client: QueryClient, refetch: () => Promise<unknown>): Promise<void> {
  const { connection, screen } = getClientState(client)
  const { getState, update } = connection
  screen.isOutdated = true
  const pending = Symbol()
  const { pendingRefetches, staleSince } = getState()
  update({ pendingRefetches: new Set([...pendingRefetches, pending]), staleSince: staleSince ?? findOldestUpdate(client, () => true) })
  await refetch().catch(() => {})
  const rest = new Set([...getState().pendingRefetches].filter((other) => other !== pending))
  update({ pendingRefetches: rest, ...(rest.size === 0 && { staleSince: null }) })
}
