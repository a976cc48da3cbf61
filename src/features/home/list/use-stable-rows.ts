import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { listMissingIds, stabilize, type Deletions, type ShownRows } from './stable-rows.ts'
import { useSingleVersions } from './use-single-versions.ts'

/** The rows to show, and which of them are placeholders of deleted versions. */
interface StableRows {
  readonly rows: readonly VersionSummary[]
  readonly deletions: Deletions
}

/**
 * The rows of the list to show: frozen while held, with recently acted versions still visible.
 * `queryId` identifies the list query: a new query resets the rows once it has loaded.
 */
export function useStableRows(
  list: UseInfiniteQueryResult<InfiniteData<List>>,
  pinnedIds: readonly string[],
  isFrozen: boolean,
  queryId: string,
): StableRows {
  const [shown, setShown] = useState<ShownRows<VersionSummary>>({ queryId, rows: [] })
  // A row that has moved to another page in between is in both.
  const latest = new Map(list.data?.pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const)))
  const update = { queryId, rows: [...latest.values()], isCurrent: !list.isPlaceholderData, isFrozen }
  const singles = useSingleVersions(list.data === undefined ? [] : listMissingIds(shown, update, pinnedIds))
  const { next, rows, deletions } = stabilize(shown, { ...update, singles })
  // State update during render: React renders again at once, and finds nothing to change then.
  if (next !== shown) setShown(next)
  return { rows, deletions }
}
