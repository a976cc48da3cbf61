import type { VirtualItem } from '@tanstack/react-virtual'

/** A row that is in the document. Heights are in pixels. */
export interface WindowRow {
  readonly index: number
  /** The height of the rows before it that are not in the document. */
  readonly heightBefore: number
}

/** The rows of a list that are in the document. */
export interface RowWindow {
  readonly rows: readonly WindowRow[]
  /** The height of the rows after the last one. */
  readonly heightAfter: number
}

/** The window of a list, and the rows that have been measured, so that the list can be shown again at the same place. */
export interface RowLayout {
  readonly window: RowWindow
  readonly measurements: readonly VirtualItem[]
}

/** The layout of a list on screen. */
export interface ShownRowLayout {
  readonly window: RowWindow
  readonly takeMeasurements: () => readonly VirtualItem[]
}

/**
 * The rows to render of a list of `count` rows. Without a window all of them. The row `keptIndex` is always among them, also before the
 * window knows of it.
 */
export function listWindowRows(window: RowWindow | null, count: number, keptIndex: number): readonly WindowRow[] {
  if (window === null) return Array.from({ length: count }, (_, index) => ({ index, heightBefore: 0 }))
  const rows = window.rows.filter(({ index }) => index < count)
  if (keptIndex < 0 || rows.some(({ index }) => index === keptIndex)) return rows
  return [...rows, { index: keptIndex, heightBefore: 0 }].toSorted((one, other) => one.index - other.index)
}
