import { useStoreApi } from '@xyflow/react'
import { useCallback, type RefObject } from 'react'

/** A wheel turned sideways, or with Shift, moves the graph sideways. Turned as usual it moves the page, with Ctrl it zooms. */
export function useHorizontalWheelPan(isMovedByHand: RefObject<boolean>) {
  const store = useStoreApi()
  return useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      const onWheel = (event: WheelEvent) => {
        const deltaX = event.deltaX === 0 && event.shiftKey ? event.deltaY : event.deltaX
        if (event.ctrlKey || Math.abs(deltaX) <= (event.shiftKey ? 0 : Math.abs(event.deltaY))) return
        event.preventDefault()
        isMovedByHand.current = true
        // As by dragging: never so far that nothing of the path is left in its frame.
        void store.getState().panBy({ x: -deltaX, y: 0 })
      }
      // React's own listeners for the wheel cannot keep the browser from going back a page.
      element.addEventListener('wheel', onWheel, { passive: false })
      return () => element.removeEventListener('wheel', onWheel)
    },
    [store, isMovedByHand],
  )
}
