import { useReactFlow, type Rect } from '@xyflow/react'
import { scrollIntoViewport } from './path-viewport.ts'
import type { ElementSize } from './use-element-size.ts'

/** Duration of the pan, in milliseconds: 0 with reduced motion. */
export const getAnimationMs = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160)

/** Pans the graph, then scrolls the page, by the minimum that makes a node visible. */
export function useScrollIntoView(frame: ElementSize) {
  const { getViewport, setViewport } = useReactFlow()
  return async (element: HTMLElement, rect: Rect): Promise<void> => {
    const before = getViewport()
    const after = scrollIntoViewport(rect, before, frame)
    if (after.x !== before.x || after.y !== before.y) await setViewport(after, { duration: getAnimationMs() })
    if (document.activeElement === element) element.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }
}
