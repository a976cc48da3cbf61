import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/errors.ts'
import { stabilizeRows } from './stable-rows.ts'
import { useVersionQueries } from './use-version-queries.ts'

const noRows: readonly VersionSummary[] = []

/** The versions that somebody deleted while their rows are held, and what is known of that. */
export type Deletions = ReadonlyMap<string, HistoryEntry | undefined>

/** The rows to show, and which of them only say that their versions are gone. */
interface StableRows {
  readonly rows: readonly VersionSummary[]
  readonly deletions: Deletions
}

const areSameRows = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

/**
 * The rows of the list as they are to be shown: unmoving while held, and with those just acted on still in sight.
 * `queryId` is what the list was asked: another question starts afresh, once it has been answered.
 */
export function useStableRows(
  list: UseInfiniteQueryResult<InfiniteData<List>>,
  pinnedIds: readonly string[],
  isFrozen: boolean,
  queryId: string,
): StableRows {
  const [shown, setShown] = useState({ queryId, rows: noRows })
  const latest = new Map(list.data?.pages.flatMap((page) => page.items.map((item) => [item.id, item] as const)))
  // Rows that the list no longer holds, but that are still looked at, are read one by one: what they show stays true.
  const idsToKeep = new Set([...pinnedIds, ...(isFrozen ? shown.rows.map((row) => row.id) : [])])
  const missingIds = list.data === undefined || list.isPlaceholderData ? [] : [...idsToKeep].filter((id) => !latest.has(id))
  const queries = useVersionQueries(missingIds)
  // Not what only may not be read any more: what was shown stays.
  const isGone = (query: (typeof queries)[number]) =>
    (query?.error instanceof ProblemError && query.error.problem.status === 404) || typeof query?.data?.deletedAt === 'string'
  const pinned = new Map(queries.flatMap((query) => (query?.data && !isGone(query) ? [[query.data.id, query.data] as const] : [])))
  // Nothing vanishes under a pointer: what was deleted elsewhere says so until the rows are let go.
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
  // What is shown is remembered for the next time; React renders again at once, and then finds nothing to change.
  if (isCurrent && (shown.queryId !== queryId || !areSameRows(shown.rows, rows))) setShown({ queryId, rows })
  return { rows, deletions }
}
