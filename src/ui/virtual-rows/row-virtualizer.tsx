import { defaultRangeExtractor, measureElement, useWindowVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useState, type RefObject } from 'react'
import { useIsPrinting } from '#ui/print/use-is-printing.ts'
import { areSameRows, areSameWindows, toRowWindow } from './measured-window.ts'
import type { RowLayout, RowWindow, ShownRowLayout, WindowRow } from './row-window.ts'

interface RowVirtualizerProps {
  /** The identifiers of all rows, in order. */
  readonly ids: readonly string[]
  /** The element that contains the rows. Each row has its index as `data-index`. */
  readonly bodyRef: RefObject<HTMLElement | null>
  /** The rows that are in the document. */
  readonly renderedRows: readonly WindowRow[]
  /** The index of a row that stays in the document; -1 for none. */
  readonly keptIndex: number
  /** The layout with which the list begins, and the scroll position that belongs to it, in pixels. */
  readonly initial: (RowLayout & { readonly scrollY: number }) | null
  /** Called before the next paint if other rows are to be rendered; with `null` if all of them are, because the page is printed. */
  readonly onLayout: (layout: ShownRowLayout | null) => void
}

/** Height of a row that has not been measured, in pixels. */
const estimatedHeight = 44

/** Rows outside the screen that are rendered on each side. */
const overscan = 6

const estimateHeight = () => estimatedHeight

/** Whether the browser keeps the place itself when something above changes its height. */
const hasScrollAnchoring = typeof CSS !== 'undefined' && CSS.supports?.('overflow-anchor', 'auto')

/** The distance of the rows from the top of the document. */
const measureTop = (body: HTMLElement | null): number => (body ? Math.round(body.getBoundingClientRect().top + scrollY) : 0)

/** Returns the first of the equal values that were given one after another. */
function useFirstEqual<Value>(value: Value, areEqual: (one: Value, other: Value) => boolean): Value {
  const [first, setFirst] = useState(value)
  if (first === value || areEqual(first, value)) return first
  // State update during render: React renders again at once, and finds nothing to change then.
  setFirst(value)
  return value
}

const areSameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id, index) => id === other[index])

/** Shows nothing. Measures the rows of a list, and says which of them are on screen. */
export function RowVirtualizer({ keptIndex, bodyRef, initial, onLayout, ...props }: RowVirtualizerProps): null {
  // The list renders for other reasons, too, such as a dialog: nothing is measured then.
  const ids = useFirstEqual(props.ids, areSameIds)
  const renderedRows = useFirstEqual(props.renderedRows, areSameRows)
  const isPrinting = useIsPrinting()
  const [top, setTop] = useState(0)
  const [lastWindow, setLastWindow] = useState<RowWindow | null>(initial?.window ?? null)
  // oxlint-disable-next-line react/incompatible-library -- none of its functions is passed to another component
  const virtualizer = useWindowVirtualizer<HTMLElement>({
    count: ids.length,
    estimateSize: estimateHeight,
    getItemKey: useCallback((index: number) => ids[index] ?? index, [ids]),
    overscan,
    rangeExtractor: useCallback(
      (range) => {
        const indexes = defaultRangeExtractor(range)
        return keptIndex < 0 || indexes.includes(keptIndex) ? indexes : [...indexes, keptIndex].toSorted((one, other) => one - other)
      },
      [keptIndex],
    ),
    // A row that is not displayed has no height.
    measureElement: (...measured) => measureElement(...measured) || estimatedHeight,
    scrollMargin: top,
    initialRect: { width: innerWidth, height: innerHeight },
    ...(initial && { initialOffset: initial.scrollY, initialMeasurementsCache: [...initial.measurements] }),
    useFlushSync: false,
  })
  virtualizer.shouldAdjustScrollPositionOnItemSizeChange = hasScrollAnchoring ? () => false : undefined
  const updateTop = useEffectEvent(() => setTop(measureTop(bodyRef.current)))
  const reportLayout = useEffectEvent(onLayout)
  const items = virtualizer.getVirtualItems()
  const totalHeight = virtualizer.getTotalSize()
  // Before the next paint: the rows that were added are measured, and the window is reported.
  useLayoutEffect(() => {
    if (isPrinting) {
      if (lastWindow !== null) reportLayout(null)
      setLastWindow(null)
      return
    }
    const measuredTop = measureTop(bodyRef.current)
    if (measuredTop !== top) {
      setTop(measuredTop)
      return
    }
    for (const row of bodyRef.current?.querySelectorAll<HTMLElement>('[data-index]') ?? []) virtualizer.measureElement(row)
    const window = toRowWindow(items, top, totalHeight)
    if (window.rows.length === 0 || areSameWindows(lastWindow, window)) return
    setLastWindow(window)
    reportLayout({ window, takeMeasurements: () => virtualizer.takeSnapshot() })
  }, [bodyRef, virtualizer, items, totalHeight, top, lastWindow, renderedRows, isPrinting])
  // Observer: what stands above the list may change its height without a render of the list.
  useEffect(() => {
    const observer = new ResizeObserver(() => updateTop())
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  return null
}
