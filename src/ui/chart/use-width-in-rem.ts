import { useCallback, useState } from 'react'

/** How wide a drawing is where nothing is laid out, in units. */
const defaultWidth = 720

/**
 * How wide an element is, in units of which sixteen are the reader's text size: what is drawn in them grows with it. The second part is
 * the ref of that element.
 */
export function useWidthInRem(): readonly [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(defaultWidth)
  const measureRef = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const update = () => {
      const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      setWidth(element.clientWidth === 0 ? defaultWidth : Math.round((element.clientWidth * 16) / fontSize))
    }
    update()
    const observer = new ResizeObserver(update)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [width, measureRef]
}
