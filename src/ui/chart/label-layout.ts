/** A placed label: its position, its row, and the side of its anchor it extends to. */
export interface PlacedLabel {
  readonly row: number
  readonly side: 'start' | 'end'
}

/** Approximate width of a letter of a label, in units. */
const letterWidth = 6.8
const gap = 6

/**
 * Places labels without overlap, in `rowCount` rows, between 0 and `width`. Earlier labels have priority;
 * a label without room is `null`.
 */
export function placeLabels(
  labels: readonly { readonly x: number; readonly text: string }[],
  rowCount: number,
  width: number,
): readonly (PlacedLabel | null)[] {
  const taken: { readonly row: number; readonly from: number; readonly to: number }[] = []
  return labels.map(({ x, text }) => {
    const textWidth = text.length * letterWidth
    for (let row = 0; row < rowCount; row++)
      for (const side of ['start', 'end'] as const) {
        const from = side === 'start' ? x : x - gap - textWidth
        const to = side === 'start' ? x + gap + textWidth : x
        const isFree = taken.every((other) => other.row !== row || to + gap <= other.from || from - gap >= other.to)
        if (from < -gap || to > width + gap || !isFree) continue
        taken.push({ row, from, to })
        return { row, side }
      }
    return null
  })
}

/** Positions as near as possible to the wanted ones, at least `minDistance` apart, none above `max`. Order is kept. */
export function resolveOverlaps(wanted: readonly number[], minDistance: number, max: number): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0))
  const placed = [...wanted]
  let limit = max
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, limit)
    limit = (placed[index] ?? 0) - minDistance
  }
  return placed
}
