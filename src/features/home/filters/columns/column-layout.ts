import { sortKeys, type SortKey } from '#api/contract/list.ts'

/** The columns besides those that are shown unless something else is chosen, in the order in which they are offered. */
export const moreColumnIds = [
  'description',
  'type',
  'tags',
  'starts',
  'ends',
  'created',
  'createdBy',
  'updatedBy',
  'published',
  'publishedBy',
] as const
export type MoreColumnId = (typeof moreColumnIds)[number]
export type ColumnId = SortKey | MoreColumnId

/** A column that is shown. `width`: in pixels; `null` for the one that fits most. */
export interface ColumnChoice {
  readonly id: ColumnId
  readonly width: number | null
}

export const allColumnIds: readonly ColumnId[] = [...sortKeys, ...moreColumnIds]
export const minColumnWidth = 60
export const maxColumnWidth = 600

export const isSortKey = (id: ColumnId): id is SortKey => (sortKeys as readonly string[]).includes(id)

const isColumnId = (text: string): text is ColumnId => (allColumnIds as readonly string[]).includes(text)

const formatChoice = ({ id, width }: ColumnChoice): string => (width === null ? id : `${id}.${width}`)
const defaultText = sortKeys.join()

/** How the list is laid out: its columns, from the name on, and how close its rows are. */
export interface ColumnLayout {
  readonly columns: readonly ColumnChoice[]
  readonly density: 'comfortable' | 'compact'
}

/**
 * The layout as the address and the browser keep it: `name,status.160,people`, with `compact` before it. Without columns they are those that
 * are shown by default; empty for the default layout.
 */
export function formatLayout({ columns, density }: ColumnLayout): string {
  const text = columns.map(formatChoice).join()
  return [...(density === 'compact' ? [density] : []), ...(text === defaultText ? [] : [text])].join()
}

/** The layout of a text. Unknown and repeated columns are left out; the name is always there, and the first. */
export function parseLayout(text: string): ColumnLayout {
  const [first = '', ...others] = text.split(',')
  const isCompact = first === 'compact'
  const parts = isCompact ? others : [first, ...others]
  const widths = new Map<ColumnId, number | null>([['name', null]])
  for (const part of parts.join() === '' ? sortKeys : parts) {
    const [, id = '', width] = /^(\w+)(?:\.(\d{2,3}))?$/.exec(part) ?? []
    const isRepeated = id !== 'name' && isColumnId(id) && widths.has(id)
    if (!isColumnId(id) || isRepeated) continue
    widths.set(id, width === undefined ? null : Math.min(Math.max(Number(width), minColumnWidth), maxColumnWidth))
  }
  return { columns: Array.from(widths, ([id, width]) => ({ id, width })), density: isCompact ? 'compact' : 'comfortable' }
}

/** Moves a column to the place of another one. The name stays the first. */
export function moveColumn(columns: readonly ColumnChoice[], id: ColumnId, place: number): readonly ColumnChoice[] {
  const moved = columns.find((column) => column.id === id)
  if (!moved || id === 'name') return columns
  const others = columns.filter((column) => column !== moved)
  return others.toSpliced(Math.min(Math.max(place, 1), others.length), 0, moved)
}
