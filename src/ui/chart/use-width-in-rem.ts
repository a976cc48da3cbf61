import { useCallback, useState } from 'react'

/** Default width if there is no layout, in units. */
const defaultWidth = 720

/**
 * Width of an element, in units of 1/16 of the user's text size: drawings in these units scale with the text. The second element is
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
