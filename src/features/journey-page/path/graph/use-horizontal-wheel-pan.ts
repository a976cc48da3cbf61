import { useStoreApi } from '@xyflow/react'
import { useCallback, type RefObject } from 'react'

/** Horizontal wheel, or Shift with the wheel, pans the graph sideways. A vertical wheel scrolls the page; with Ctrl it zooms. */
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
        // Same limit as for dragging: part of the path stays in the frame.
        void store.getState().panBy({ x: -deltaX, y: 0 })
      }
      // Native listener: React's wheel listeners are passive and cannot prevent the browser's back gesture.
      element.addEventListener('wheel', onWheel, { passive: false })
      return () => element.removeEventListener('wheel', onWheel)
    },
    [store, isMovedByHand],
  )
}
