import { use, useLayoutEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { findPlace, NavigationMemoryContext } from '#ui/navigation/navigation-memory.ts'
import { listWindowRows, type ShownRowLayout } from './row-window.ts'

/**
 * Which rows of a list are in the document: all of them if it is not enabled, until `RowVirtualizer` reports those on screen. The row that
 * had the focus last stays in it, at first the one by which the user left the list. A list to which the user returns begins with the window
 * in which it was left.
 */
export function useRowWindow(ids: readonly string[], isEnabled: boolean) {
  const memory = use(NavigationMemoryContext)
  const location = useLocation()
  const [arrival] = useState(() => ({ key: location.key, place: findPlace(memory, location) }))
  // Another search, filter or order is another list, which begins at its top.
  const place = location.key === arrival.key ? arrival.place : undefined
  const initial = place?.rowLayout ? { ...place.rowLayout, scrollY: place.scrollY } : null
  const [window, setWindow] = useState(initial?.window ?? null)
  const [keptId, setKeptId] = useState<string | null>(null)
  const shownWindow = isEnabled ? window : null
  const placeIndex = place !== undefined && place.rowIndex < ids.length ? place.rowIndex : -1
  const keptIndex = keptId === null ? placeIndex : ids.indexOf(keptId)
  // Before the list is left: a layout is that of the list on screen, and not of one that was there before.
  useLayoutEffect(() => {
    if (!isEnabled) Object.assign(memory, { rowLayout: null })
  }, [memory, isEnabled])
  return {
    rows: listWindowRows(shownWindow, ids.length, keptIndex),
    heightAfter: shownWindow?.heightAfter ?? 0,
    keptIndex,
    initial,
    showLayout: (layout: ShownRowLayout | null) => {
      Object.assign(memory, { rowLayout: layout })
      setWindow(layout?.window ?? null)
    },
    /** Renders the row with this index, and keeps it in the document. */
    keepRow: (index: number) => setKeptId(ids[index] ?? null),
  }
}
