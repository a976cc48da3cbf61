import type { HistoryEntry } from '#api/contract/history.ts'

/** A list item with an identifier. */
interface Row {
  readonly id: string
}

/**
 * Returns the rows to show, in order. `previous`: the rows shown last.
 * While `isFrozen` (a pointer is over the list, a menu or dialog is open) no row moves: known rows keep their places with their newest
 * values, new rows come last.
 * A row of `pinned` stays visible even if it no longer matches, with the values of `pinned`, after the row it followed.
 */
export function stabilizeRows<R extends Row>(
  previous: readonly R[],
  latest: readonly R[],
  pinned: ReadonlyMap<string, R>,
  isFrozen: boolean,
): readonly R[] {
  const byId = new Map([...pinned, ...latest.map((row) => [row.id, row] as const)])
  if (isFrozen) {
    const previousIds = new Set(previous.map((row) => row.id))
    return [...previous.map((row) => byId.get(row.id) ?? row), ...latest.filter((row) => !previousIds.has(row.id))]
  }
  const rows = [...latest]
  previous.forEach(({ id }, index) => {
    const row = pinned.get(id)
    if (row === undefined || rows.some((shown) => shown.id === id)) return
    const predecessorIndex = rows.findIndex((shown) => shown.id === previous[index - 1]?.id)
    rows.splice(predecessorIndex + 1, 0, row)
  })
  return rows
}

/** A version that is no longer in the list, but may be on screen: it is read alone. */
export type SingleVersion<R> =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly row: R }
  /** The backend says who deleted it. */
  | { readonly kind: 'deleted'; readonly entry: HistoryEntry | undefined }
  | { readonly kind: 'gone' }

/** Versions that were deleted while their rows are held, with the details of each deletion. */
export type Deletions = ReadonlyMap<string, HistoryEntry | undefined>

/** The rows that were shown last, and the list query that they belong to. */
export interface ShownRows<R> {
  readonly queryId: string
  readonly rows: readonly R[]
}

interface ListUpdate<R> extends ShownRows<R> {
  /** Whether `rows` belong to this query; otherwise they are those of the previous one, until it has loaded. */
  readonly isCurrent: boolean
  readonly singles: ReadonlyMap<string, SingleVersion<R>>
  readonly isFrozen: boolean
}

/** The versions that have left the list, but stay on screen: those that are pinned, and while the rows are frozen all that are shown. */
export function listMissingIds(
  shown: ShownRows<Row>,
  { rows, isCurrent, isFrozen }: Omit<ListUpdate<Row>, 'singles'>,
  pinnedIds: readonly string[],
): readonly string[] {
  if (!isCurrent) return []
  const latestIds = new Set(rows.map(({ id }) => id))
  return [...new Set([...pinnedIds, ...(isFrozen ? shown.rows.map(({ id }) => id) : [])])].filter((id) => !latestIds.has(id))
}

const areSameRows = (one: readonly unknown[], other: readonly unknown[]) =>
  one.length === other.length && one.every((row, index) => row === other[index])

/**
 * The rows to show after an update. `next`: what was shown last, for the next update; the same object if nothing has changed. A new query
 * resets the rows once it has loaded. No row disappears under a pointer: a deleted version is marked until the rows are released.
 */
export function stabilize<R extends Row>(
  shown: ShownRows<R>,
  { queryId, rows: latest, isCurrent, singles, isFrozen }: ListUpdate<R>,
): { readonly next: ShownRows<R>; readonly rows: readonly R[]; readonly deletions: Deletions } {
  const pinned = new Map<string, R>()
  const deletions = new Map<string, HistoryEntry | undefined>()
  const gone = new Set<string>()
  for (const [id, single] of singles)
    if (single.kind === 'loaded') pinned.set(id, single.row)
    else if (single.kind === 'deleted' && isFrozen) deletions.set(id, single.entry)
    else if (single.kind !== 'loading') gone.add(id)
  const isOtherQuery = isCurrent && shown.queryId !== queryId
  const previous = isOtherQuery ? [] : shown.rows.filter(({ id }) => !gone.has(id))
  const rows = stabilizeRows(previous, latest, pinned, isFrozen || !isCurrent)
  const hasChanged = isOtherQuery || (isCurrent && !areSameRows(shown.rows, rows))
  return { next: hasChanged ? { queryId, rows } : shown, rows, deletions }
}
