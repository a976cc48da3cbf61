/** Something that stands in the list under an identifier. */
interface Row {
  readonly id: string
}

/**
 * The rows to show now, in their order. `before`: those shown last.
 * While `held` (a pointer is over the list, a menu or dialog is open) no row moves: what stood there keeps its place with its newest known values, what is new comes last.
 * A row of `kept` stays in sight even if it no longer matches, with the values of `kept`, after the row it followed.
 */
export function placeRows<R extends Row>(
  before: readonly R[],
  fresh: readonly R[],
  kept: ReadonlyMap<string, R>,
  held: boolean,
): readonly R[] {
  const now = new Map([...kept, ...fresh.map((row) => [row.id, row] as const)])
  if (held) {
    const known = new Set(before.map((row) => row.id))
    return [...before.map((row) => now.get(row.id) ?? row), ...fresh.filter((row) => !known.has(row.id))]
  }
  const rows = [...fresh]
  before.forEach(({ id }, index) => {
    const row = kept.get(id)
    if (row === undefined || rows.some((shown) => shown.id === id)) return
    const follows = rows.findIndex((shown) => shown.id === before[index - 1]?.id)
    rows.splice(follows + 1, 0, row)
  })
  return rows
}
