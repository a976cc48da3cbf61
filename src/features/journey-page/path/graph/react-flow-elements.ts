import { Position, type Edge, type Node } from '@xyflow/react'
import type { Placed } from '#features/journey-page/path/activities/flatten-path.ts'
import { placePath, shapeOf, sizes, type PathLayout } from './path-layout.ts'

/** The path as the graph library draws it. It is made anew only when the activities change, not when numbers do. */
export interface Drawing extends PathLayout {
  readonly shape: string
  readonly scale: number
  readonly nodes: Node[]
  readonly edges: Edge[]
}

/** Draws the path. Everything about sizes is said ahead, so that nothing has to be measured before it is seen. */
export function draw(steps: readonly Placed[], scale: number): Drawing {
  const placed = placePath(steps, scale)
  const [width, height] = [Math.round(sizes.width * scale), Math.round(sizes.height * scale)]
  const handle = (type: 'source' | 'target', position: Position, y: number) => ({ type, position, x: width / 2, y, width: 0, height: 0 })
  return {
    ...placed,
    shape: shapeOf(steps),
    scale,
    nodes: placed.places.map((position, place) => ({
      id: String(place),
      type: 'place',
      position,
      data: {},
      width,
      height,
      measured: { width, height },
      handles: [handle('target', Position.Top, 0), handle('source', Position.Bottom, height)],
      // What it is and holds is said by what is drawn in it. It takes the pointer, or full names could not be hovered.
      style: { pointerEvents: 'all' },
      domAttributes: { 'aria-roledescription': undefined },
    })),
    edges: placed.ways.map((way) => ({
      id: `${way.from}-${way.branch}`,
      type: 'way',
      source: String(way.from),
      target: String(way.to),
      data: { way },
      domAttributes: { 'aria-hidden': true },
    })),
  }
}
