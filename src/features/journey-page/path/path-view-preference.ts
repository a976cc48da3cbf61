import { useState } from 'react'
import * as v from 'valibot'

/** The views of the path. */
export const pathViews = ['graph', 'table'] as const
export type PathView = (typeof pathViews)[number]

const pathViewSchema = v.picklist(pathViews)

/** The view stored on this device; by default the table on narrow screens. Access to storage may be denied. */
export function loadPathView(): PathView {
  const defaultView = window.innerWidth <= 600 ? 'table' : 'graph'
  try {
    const remembered = v.safeParse(pathViewSchema, localStorage.getItem('path'))
    return remembered.success ? remembered.output : defaultView
  } catch {
    return defaultView
  }
}

/** The current view of the path, and its setter. */
export function usePathView(): readonly [PathView, (view: PathView) => void] {
  const [view, setView] = useState(loadPathView)
  return [
    view,
    (nextView) => {
      try {
        localStorage.setItem('path', nextView)
      } catch {
        // Storage is unavailable: the choice holds until the page is left.
      }
      setView(nextView)
    },
  ]
}
