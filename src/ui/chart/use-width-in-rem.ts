import { useCallback, useState } from 'react'

/** How wide a drawing is where nothing is laid out, in units. */
const unmeasured = 720

/**
 * How wide an element is, in units of which sixteen are the reader's text size: what is drawn in them grows with it. The second part is
 * the ref of that element.
 */
export function useUnits(): readonly [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [units, setUnits] = useState(unmeasured)
  const measure = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const read = () => {
      const text = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
      setUnits(element.clientWidth === 0 ? unmeasured : Math.round((element.clientWidth * 16) / text))
    }
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [units, measure]
}
