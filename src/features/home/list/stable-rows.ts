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
