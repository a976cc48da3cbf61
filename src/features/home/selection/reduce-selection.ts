import { emptySelection, isSelected, type Selection, type SelectionEvent } from './selection.ts'

/** The selected rows that are not among the loaded ones: the filters hide them, or they are further down. */
export function listUnshown({ extent, ids }: Selection, rows: readonly string[]): readonly string[] {
  const shown = new Set(rows)
  return extent === 'rows' ? [...ids].filter((id) => !shown.has(id)) : []
}

/** Selects rows, or deselects them. */
function setSelected(selection: Selection, rows: readonly string[], selected: boolean): ReadonlySet<string> {
  const isListed = selected !== (selection.extent === 'matching')
  return isListed ? new Set([...selection.ids, ...rows]) : new Set([...selection.ids].filter((id) => !rows.includes(id)))
}

/** The rows from one to another, both included; only the last one if the first is not loaded. */
function listRange(rows: readonly string[], from: string | null, to: string): readonly string[] {
  const [start, end] = [from === null ? -1 : rows.indexOf(from), rows.indexOf(to)]
  return start < 0 || end < 0 ? [to] : rows.slice(Math.min(start, end), Math.max(start, end) + 1)
}

/** A range becomes what its first row is: selected or not. Without a first row its end is toggled. */
function selectRange(selection: Selection, rows: readonly string[], id: string): Selection {
  const range = listRange(rows, selection.anchor, id)
  const selected = range.length > 1 && selection.anchor !== null ? isSelected(selection, selection.anchor) : !isSelected(selection, id)
  return { ...selection, ids: setSelected(selection, range, selected), anchor: id }
}

/** The selection after an event. Pure. The filters change no selection but that of all that match: its rows that are not loaded are given up. */
export function reduceSelection(selection: Selection, event: SelectionEvent): Selection {
  switch (event.type) {
    case 'toggle':
      return { ...selection, ids: setSelected(selection, [event.id], !isSelected(selection, event.id)), anchor: event.id }
    case 'selectRange':
      return selectRange(selection, event.rows, event.id)
    case 'selectRows':
      return { ...selection, ids: setSelected(selection, event.rows, true) }
    case 'deselectRows':
      return { ...selection, ids: setSelected(selection, event.rows, false) }
    case 'keepRows':
      return { ...selection, ids: new Set(event.rows.filter((id) => isSelected(selection, id))), extent: 'rows', wasNarrowed: false }
    case 'changeFilter':
      if (selection.extent === 'rows') return selection
      return { ...selection, ids: new Set(event.rows.filter((id) => isSelected(selection, id))), extent: 'rows', wasNarrowed: true }
    case 'selectMatching':
      return { ...selection, extent: 'matching', ids: new Set(), wasNarrowed: false }
    case 'clear':
      return emptySelection
  }
}
