import { useReactFlow, type Rect } from '@xyflow/react'
import { scrollIntoViewport } from './path-viewport.ts'
import type { ElementSize } from './use-element-size.ts'

/** How long moving what is seen takes, in milliseconds: no time at all for those who want nothing to move. */
export const getAnimationMs = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160)

/** Moves the graph, and then the page, as little as needed for a place to be seen. */
export function useScrollIntoView(frame: ElementSize) {
  const { getViewport, setViewport } = useReactFlow()
  return async (element: HTMLElement, rect: Rect): Promise<void> => {
    const before = getViewport()
    const after = scrollIntoViewport(rect, before, frame)
    if (after.x !== before.x || after.y !== before.y) await setViewport(after, { duration: getAnimationMs() })
    if (document.activeElement === element) element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
}
