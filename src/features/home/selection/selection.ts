/** The rows of Home that are selected. */
export interface Selection {
  /** `rows`: the rows of `ids`; `matching`: all that match the filters, also those not loaded, without the rows of `ids`. */
  readonly extent: 'rows' | 'matching'
  readonly ids: ReadonlySet<string>
  /** The row that was selected last: a range begins there. `null` for none. */
  readonly anchor: string | null
  /** Whether all that match were selected, and only the loaded rows of them still are, because the filters have changed. */
  readonly wasNarrowed: boolean
}

/** `rows`: the identifiers of the loaded rows, in order. */
export type SelectionEvent =
  | { readonly type: 'toggle'; readonly id: string }
  | { readonly type: 'selectRange'; readonly id: string; readonly rows: readonly string[] }
  | { readonly type: 'selectRows' | 'deselectRows' | 'keepRows' | 'changeFilter'; readonly rows: readonly string[] }
  | { readonly type: 'selectMatching' | 'clear' }

export const emptySelection: Selection = { extent: 'rows', ids: new Set(), anchor: null, wasNarrowed: false }

/** Whether a row that matches the filters is selected. */
export const isSelected = ({ extent, ids }: Selection, id: string): boolean => ids.has(id) !== (extent === 'matching')

/** Number of selected rows. `matchingCount`: number of rows that match the filters. */
export const countSelected = ({ extent, ids }: Selection, matchingCount: number): number =>
  extent === 'rows' ? ids.size : Math.max(matchingCount - ids.size, 0)

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
