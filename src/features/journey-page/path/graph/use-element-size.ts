import { useCallback, useState } from 'react'

/** The frame of a graph: its size in pixels, and the text scale (1: default text size). */
export interface ElementSize {
  readonly width: number
  readonly height: number
  readonly scale: number
}

const isSameSize = (a: ElementSize | null, b: ElementSize): boolean => a?.width === b.width && a.height === b.height && a.scale === b.scale

/** Measures an element before first paint, and when its size or its text size changes. */
export function useElementSize(): readonly [ElementSize | null, (element: HTMLElement | null) => (() => void) | undefined] {
  const [size, setSize] = useState<ElementSize | null>(null)
  const measureRef = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const measure = () => {
      const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const next = { width: element.clientWidth, height: element.clientHeight, scale: fontSize / 16 || 1 }
      setSize((before) => (isSameSize(before, next) ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [size, measureRef]
}
