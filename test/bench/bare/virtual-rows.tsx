import { useWindowVirtualizer } from '@tanstack/react-virtual'
import { useLayoutEffect, useRef, useState } from 'react'
import type { RowsProps } from './all-rows.tsx'
import { JourneyRow } from './journey-row.tsx'

/** Height of a row in pixels, with its border. */
const rowHeight = 45

/** The rows of the list that are on screen, and as many beyond it as the product renders. */
export function VirtualRows({ rows, onClose }: RowsProps) {
  const bodyRef = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  // Before the next paint: where the rows begin is known once they are in the document.
  useLayoutEffect(() => setTop(bodyRef.current?.offsetTop ?? 0), [])
  // oxlint-disable-next-line react/incompatible-library -- none of its functions is passed to another component
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 6,
    scrollMargin: top,
    initialRect: { width: innerWidth, height: innerHeight },
  })
  const items = virtualizer.getVirtualItems()
  return (
    <div ref={bodyRef} role="rowgroup" style={{ height: virtualizer.getTotalSize() }}>
      <div style={{ transform: `translateY(${(items[0]?.start ?? top) - top}px)` }}>
        {items.map(({ index }) => {
          const row = rows[index]
          return row && <JourneyRow key={row.id} row={row} onClose={onClose} />
        })}
      </div>
    </div>
  )
}
