/** A label in its place: how far along, on which line, and to which side of its anchor it runs. */
export interface LaidLabel {
  readonly lane: number
  readonly side: 'start' | 'end'
}

/** About how wide a letter of a label is, in units. */
const letter = 6.8
const gap = 6

/**
 * Where labels at these places stand so that none covers another, `lanes` lines deep, between 0 and `width`. The first ones come first;
 * one for which there is no room is `null`.
 */
export function layLabels(
  labels: readonly { readonly x: number; readonly text: string }[],
  lanes: number,
  width: number,
): readonly (LaidLabel | null)[] {
  const taken: { readonly lane: number; readonly from: number; readonly to: number }[] = []
  return labels.map(({ x, text }) => {
    const length = text.length * letter
    for (let lane = 0; lane < lanes; lane++)
      for (const side of ['start', 'end'] as const) {
        const from = side === 'start' ? x : x - gap - length
        const to = side === 'start' ? x + gap + length : x
        const free = taken.every((other) => other.lane !== lane || to + gap <= other.from || from - gap >= other.to)
        if (from < -gap || to > width + gap || !free) continue
        taken.push({ lane, from, to })
        return { lane, side }
      }
    return null
  })
}

/** Positions as near as can be to those wanted, at least `apart` from each other, none above `most`. Order is kept. */
export function spread(wanted: readonly number[], apart: number, most: number): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((one, other) => (wanted[one] ?? 0) - (wanted[other] ?? 0))
  const placed = [...wanted]
  let limit = most
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, limit)
    limit = (placed[index] ?? 0) - apart
  }
  return placed
}
