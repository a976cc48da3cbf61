/** A label in its place: how far along, on which line, and to which side of its anchor it runs. */
export interface PlacedLabel {
  readonly row: number
  readonly side: 'start' | 'end'
}

/** About how wide a letter of a label is, in units. */
const letterWidth = 6.8
const gap = 6

/**
 * Where labels at these places stand so that none covers another, `rowCount` lines deep, between 0 and `width`. The first ones come first;
 * one for which there is no room is `null`.
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

/** Positions as near as can be to those wanted, at least `minDistance` from each other, none above `max`. Order is kept. */
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
