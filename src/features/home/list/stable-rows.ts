/** Something that stands in the list under an identifier. */
interface Row {
  readonly id: string
}

/**
 * The rows to show now, in their order. `previous`: those shown last.
 * While `isFrozen` (a pointer is over the list, a menu or dialog is open) no row moves: what stood there keeps its place with its newest known values, what is new comes last.
 * A row of `pinned` stays in sight even if it no longer matches, with the values of `pinned`, after the row it followed.
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
