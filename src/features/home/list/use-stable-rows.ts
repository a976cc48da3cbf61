import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { HistoryEntry } from '#api/contract/history.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { ProblemError } from '#api/http/request.ts'
import { placeRows } from './stable-rows.ts'
import { useVersions } from './use-version-queries.ts'

const nothing: readonly VersionSummary[] = []

/** The versions that somebody deleted while their rows are held, and what is known of that. */
export type Deletions = ReadonlyMap<string, HistoryEntry | undefined>

/** The rows to show, and which of them only say that their versions are gone. */
interface Rows {
  readonly rows: readonly VersionSummary[]
  readonly deletions: Deletions
}

const same = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

/**
 * The rows of the list as they are to be shown: unmoving while held, and with those just acted on still in sight.
 * `question` is what the list was asked: another question starts afresh, once it has been answered.
 */
export function useRows(list: UseInfiniteQueryResult<InfiniteData<List>>, acted: readonly string[], held: boolean, question: string): Rows {
  const [shown, setShown] = useState({ question, rows: nothing })
  const fresh = new Map(list.data?.pages.flatMap((page) => page.items.map((item) => [item.id, item] as const)))
  // Rows that the list no longer holds, but that are still looked at, are read one by one: what they show stays true.
  const wanted = new Set([...acted, ...(held ? shown.rows.map((row) => row.id) : [])])
  const missing = list.data === undefined || list.isPlaceholderData ? [] : [...wanted].filter((id) => !fresh.has(id))
  const read = useVersions(missing)
  // Not what only may not be read any more: what was shown stays.
  const isGone = (one: (typeof read)[number]) =>
    (one?.error instanceof ProblemError && one.error.problem.status === 404) || typeof one?.data?.deletedAt === 'string'
  const kept = new Map(read.flatMap((one) => (one?.data && !isGone(one) ? [[one.data.id, one.data] as const] : [])))
  // Nothing vanishes under a pointer: what was deleted elsewhere says so until the rows are let go.
  const deletions = new Map(
    missing.flatMap((id, index) => {
      const error = read[index]?.error
      return held && error instanceof ProblemError && error.problem.code === 'deleted' ? [[id, error.problem.latestEntry] as const] : []
    }),
  )
  const gone = new Set(missing.filter((id, index) => isGone(read[index]) && !deletions.has(id)))

  const answered = !list.isPlaceholderData
  const before = !answered || shown.question === question ? shown.rows.filter((row) => !gone.has(row.id)) : nothing
  const rows = placeRows(before, [...fresh.values()], kept, held || !answered)
  // What is shown is remembered for the next time; React renders again at once, and then finds nothing to change.
  if (answered && (shown.question !== question || !same(shown.rows, rows))) setShown({ question, rows })
  return { rows, deletions }
}
