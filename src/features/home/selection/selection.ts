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
