import { useState } from 'react'
import * as v from 'valibot'

/** How the path can be looked at. */
export const pathViews = ['graph', 'table'] as const
export type PathView = (typeof pathViews)[number]

const pathViewSchema = v.picklist(pathViews)

/** The form this device remembers; else the table on a screen too narrow to see branches side by side. Storage may be forbidden. */
function loadPathView(): PathView {
  const defaultView = window.innerWidth <= 600 ? 'table' : 'graph'
  try {
    const remembered = v.safeParse(pathViewSchema, localStorage.getItem('path'))
    return remembered.success ? remembered.output : defaultView
  } catch {
    return defaultView
  }
}

/** In which form the person looks at paths, and how to change it. */
export function usePathView(): readonly [PathView, (view: PathView) => void] {
  const [view, setView] = useState(loadPathView)
  return [
    view,
    (nextView) => {
      try {
        localStorage.setItem('path', nextView)
      } catch {
        // Not remembered, then; it still holds until the page is left.
      }
      setView(nextView)
    },
  ]
}
