import { useCallback, useState } from 'react'

/** The frame a graph is drawn in: its size in pixels, and how large letters are in it, 1 for the usual size. */
export interface Frame {
  readonly width: number
  readonly height: number
  readonly scale: number
}

const sameFrame = (a: Frame | null, b: Frame): boolean => a?.width === b.width && a.height === b.height && a.scale === b.scale

/** Measures an element before it is first seen, and whenever its size or that of its text changes. */
export function useFrame(): readonly [Frame | null, (element: HTMLElement | null) => (() => void) | undefined] {
  const [frame, setFrame] = useState<Frame | null>(null)
  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined
    const measure = () => {
      const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
      const next = { width: element.clientWidth, height: element.clientHeight, scale: letters / 16 || 1 }
      setFrame((before) => (sameFrame(before, next) ? before : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [frame, watch]
}
