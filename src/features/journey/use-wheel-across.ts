import { useReactFlow } from '@xyflow/react'
import { useCallback, type RefObject } from 'react'

/** A wheel turned sideways, or with Shift, moves the graph sideways. Turned as usual it moves the page, with Ctrl it zooms. */
export function useWheelAcross(moved: RefObject<boolean>) {
  const { getViewport, setViewport } = useReactFlow()
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      const onWheel = (event: WheelEvent) => {
        const across = event.deltaX === 0 && event.shiftKey ? event.deltaY : event.deltaX
        if (event.ctrlKey || Math.abs(across) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return
        event.preventDefault()
        moved.current = true
        const { x, y, zoom } = getViewport()
        void setViewport({ x: x - across, y, zoom })
      }
      // React's own listeners for the wheel cannot keep the browser from going back a page.
      element.addEventListener('wheel', onWheel, { passive: false })
      return () => element.removeEventListener('wheel', onWheel)
    },
    [getViewport, setViewport, moved],
  )
}
