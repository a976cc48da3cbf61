import { useEffect, useRef, useState } from 'react'
import type { VersionSummary } from '#api/contract/version.ts'
import type { BatchAction } from '#domain/batch.ts'
import { findMissingPermission, type Permission } from '#domain/lifecycle.ts'
import { defaultLook, defaultParams, formatListParams, type ListParams } from '#features/home/filters/list-search-params.ts'
import { createLoadable } from '#ui/loadable.tsx'
import { countSelected, emptySelection, isSelected, type Selection, type SelectionEvent } from './selection.ts'

/** The selection of the rows, as the table shows and changes it. */
export interface RowSelection {
  readonly isSelected: (id: string) => boolean
  /** How many of the loaded rows are selected. */
  readonly loaded: 'none' | 'some' | 'all'
  /** Called with the index of a row. `isRange`: all rows from the one that was selected last. */
  readonly onSelect: (index: number, isRange: boolean) => void
  /** Selects the loaded rows, or none of them if all are. */
  readonly onSelectLoaded: () => void
}

/** Loaded with what it opens: when it is shown, many versions can be ended. */
const SelectionBar = createLoadable(async () => {
  const [bar] = await Promise.all([import('./selection-bar.tsx'), import('#features/batches/batches-root.tsx')])
  return bar.SelectionBar
})

/** What can be done with selected rows. Not read from the rules of batches: they are loaded with the bar. */
const selectionActions: readonly BatchAction[] = ['close', 'stop']

/** Whether something can be done with selected rows. */
const canSelect = (permissions: readonly Permission[] = []): boolean =>
  selectionActions.some((action) => !findMissingPermission(action, permissions))

/** The selection as the table shows and changes it. */
function buildRowSelection(selection: Selection, rowIds: readonly string[], dispatch: (event: SelectionEvent) => void): RowSelection {
  const selectedCount = rowIds.filter((id) => isSelected(selection, id)).length
  const loaded = selectedCount === 0 ? 'none' : selectedCount < rowIds.length ? 'some' : 'all'
  return {
    loaded,
    isSelected: (id) => isSelected(selection, id),
    onSelect: (index, isRange) => {
      const id = rowIds[index]
      if (id !== undefined) dispatch(isRange ? { type: 'selectRange', id, rows: rowIds } : { type: 'toggle', id })
    },
    onSelectLoaded: () => dispatch({ type: loaded === 'all' ? 'deselectRows' : 'selectRows', rows: rowIds }),
  }
}

const loadReducer = () => import('./reduce-selection.ts')

/** The selection, and a function that changes it. The code of that is loaded with the first change: few visits select rows. */
function useSelection(rowIds: readonly string[], filterId: string) {
  const [selection, setSelection] = useState(emptySelection)
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null)
  // One promise for all events: two of the same code may be fulfilled in the other order, and the events are in order.
  const code = useRef<ReturnType<typeof loadReducer>>(undefined)
  const dispatch = (event: SelectionEvent) => {
    code.current ??= loadReducer()
    void code.current.then(
      ({ reduceSelection }) => setSelection((now) => reduceSelection(now, event)),
      (error: unknown) => setFailure({ error }),
    )
  }
  const lastFilterId = useRef(filterId)
  // Effect, because the code is outside React. The rows are still those of the last filters.
  useEffect(() => {
    if (lastFilterId.current !== filterId && selection.extent === 'matching') dispatch({ type: 'changeFilter', rows: rowIds })
    lastFilterId.current = filterId
  })
  if (failure) throw failure.error
  return [selection, dispatch] as const
}

/** The selection of the list: what the table shows of it, `null` if no row can be selected, and the bar, while rows are selected. */
export function useListSelection(
  rows: readonly VersionSummary[],
  matchingCount: number,
  listParams: ListParams,
  permissions: readonly Permission[] | undefined,
) {
  const rowIds = rows.map(({ id }) => id)
  const [selection, dispatch] = useSelection(rowIds, String(formatListParams({ ...listParams, sort: defaultParams.sort, ...defaultLook })))
  const rowSelection = canSelect(permissions) ? buildRowSelection(selection, rowIds, dispatch) : null
  // All that use a thing can be ended at once.
  const hasBar = countSelected(selection, matchingCount) || (rowSelection && listParams.uses[0] && matchingCount)
  return {
    rowSelection,
    selectionBar:
      permissions && hasBar ? (
        <SelectionBar
          selection={selection}
          rows={rows}
          matchingCount={matchingCount}
          listParams={listParams}
          permissions={permissions}
          onChange={dispatch}
        />
      ) : null,
  }
}
