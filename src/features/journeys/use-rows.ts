import { useQueries, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { Refusal } from '#api/http.ts'
import { versionOptions } from '#api/versions.ts'
import { placeRows } from './held-rows.ts'

const nothing: readonly VersionSummary[] = []

const same = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

/**
 * The rows of the list as they are to be shown: unmoving while held, and with those just acted on still in sight.
 * `question` is what the list was asked: another question starts afresh, once it has been answered.
 */
export function useRows(
  list: UseInfiniteQueryResult<InfiniteData<List>>,
  acted: readonly string[],
  held: boolean,
  question: string,
): readonly VersionSummary[] {
  const [shown, setShown] = useState({ question, rows: nothing })
  const fresh = new Map(list.data?.pages.flatMap((page) => page.items.map((item) => [item.id, item] as const)))
  // Rows that the list no longer holds, but that are still looked at, are read one by one: what they show stays true.
  const wanted = new Set([...acted, ...(held ? shown.rows.map((row) => row.id) : [])])
  const missing = list.data === undefined || list.isPlaceholderData ? [] : [...wanted].filter((id) => !fresh.has(id))
  const read = useQueries({ queries: missing.map((id) => ({ ...versionOptions(id), retry: 0 })) })
  const kept = new Map(read.flatMap(({ data, isError }) => (data?.deletedAt === null && !isError ? [[data.id, data] as const] : [])))
  const gone = new Set(missing.filter((_, index) => read[index]?.error instanceof Refusal || read[index]?.data?.deletedAt))

  const answered = !list.isPlaceholderData
  const before = !answered || shown.question === question ? shown.rows.filter((row) => !gone.has(row.id)) : nothing
  const rows = placeRows(before, [...fresh.values()], kept, held || !answered)
  // What is shown is remembered for the next time; React renders again at once, and then finds nothing to change.
  if (answered && (shown.question !== question || !same(shown.rows, rows))) setShown({ question, rows })
  return rows
}
