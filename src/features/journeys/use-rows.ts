import { useQueries, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { List } from '#api/contract/list.ts'
import type { VersionSummary } from '#api/contract/version.ts'
import { versionOptions } from '#api/versions.ts'
import { placeRows } from './held-rows.ts'

const sameOrder = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id, index) => id === other[index])

/**
 * The rows of the list as they are to be shown: unmoving while held, and with those just acted on still in sight.
 * `question` is what the list was asked: another question starts afresh.
 */
export function useRows(
  list: UseInfiniteQueryResult<InfiniteData<List>>,
  acted: readonly string[],
  held: boolean,
  question: string,
): readonly VersionSummary[] {
  const [shown, setShown] = useState<{ readonly question: string; readonly order: readonly string[] }>({ question, order: [] })
  const kept = useQueries({ queries: [...new Set(acted)].map((id) => ({ ...versionOptions(id), retry: 0 })) })
  const fresh = new Map(list.data?.pages.flatMap((page) => page.items.map((item) => [item.id, item] as const)))
  const keptRows = new Map(kept.flatMap(({ data, isError }) => (data && !isError ? [[data.id, data] as const] : [])))
  const before = shown.question === question ? shown.order : []
  const rows = placeRows(before, [...fresh.values()], keptRows, held && !list.isPlaceholderData)
  const order = rows.map((row) => row.id)
  // The order shown is remembered for the next time; React renders again at once, and then finds nothing to change.
  if (shown.question !== question || !sameOrder(shown.order, order)) setShown({ question, order })
  return rows
}
