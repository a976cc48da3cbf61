import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/errors.ts'
import { stabilizeRows } from './stable-rows.ts'
import { useVersionQueries } from './use-version-queries.ts'

const noRows: readonly VersionSummary[] = []

/** Versions that were deleted while their rows are held, with the details of each deletion. */
export type Deletions = ReadonlyMap<string, HistoryEntry | undefined>

/** The rows to show, and which of them are placeholders of deleted versions. */
interface StableRows {
  readonly rows: readonly VersionSummary[]
  readonly deletions: Deletions
}

const areSameRows = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

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
  const [shown, setShown] = useState({ queryId, rows: noRows })
  const latest = new Map(list.data?.pages.flatMap((page) => page.items.map((item) => [item.id, item] as const)))
  // Rows that have left the list but are still on screen are read one by one, so that they stay current.
  const idsToKeep = new Set([...pinnedIds, ...(isFrozen ? shown.rows.map((row) => row.id) : [])])
  const missingIds = list.data === undefined || list.isPlaceholderData ? [] : [...idsToKeep].filter((id) => !latest.has(id))
  const queries = useVersionQueries(missingIds)
  // A row that is merely forbidden now is not marked as deleted: it keeps its last values.
  const isGone = (query: (typeof queries)[number]) =>
    (query?.error instanceof ProblemError && query.error.problem.status === 404) || typeof query?.data?.deletedAt === 'string'
  const pinned = new Map(queries.flatMap((query) => (query?.data && !isGone(query) ? [[query.data.id, query.data] as const] : [])))
  // No row disappears under a pointer: a deleted version is marked as deleted until the rows are released.
  const deletions = new Map(
    missingIds.flatMap((id, index) => {
      const error = queries[index]?.error
      return isFrozen && error instanceof ProblemError && error.problem.code === 'deleted' ? [[id, error.problem.latestEntry] as const] : []
    }),
  )
  const deletedIds = new Set(missingIds.filter((id, index) => isGone(queries[index]) && !deletions.has(id)))

  const isCurrent = !list.isPlaceholderData
  const previous = !isCurrent || shown.queryId === queryId ? shown.rows.filter((row) => !deletedIds.has(row.id)) : noRows
  const rows = stabilizeRows(previous, [...latest.values()], pinned, isFrozen || !isCurrent)
  // State update during render: React renders again at once, and finds nothing to change then.
  if (isCurrent && (shown.queryId !== queryId || !areSameRows(shown.rows, rows))) setShown({ queryId, rows })
  return { rows, deletions }
}
