import { Position, type Edge, type Node } from '@xyflow/react'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'
import { layOutPath, toStructureKey, nodeMetrics, type PathLayout } from './path-layout.ts'

/** The path as the graph library draws it. It is made anew only when the activities change, not when numbers do. */
export interface FlowElements extends PathLayout {
  readonly structureKey: string
  readonly scale: number
  readonly nodes: Node[]
  readonly edges: Edge[]
}

/** Draws the path. Everything about sizes is said ahead, so that nothing has to be measured before it is seen. */
export function toFlowElements(steps: readonly PathRow[], scale: number): FlowElements {
  const pathLayout = layOutPath(steps, scale)
  const [width, height] = [Math.round(nodeMetrics.width * scale), Math.round(nodeMetrics.height * scale)]
  const toHandle = (type: 'source' | 'target', position: Position, y: number) => ({ type, position, x: width / 2, y, width: 0, height: 0 })
  return {
    ...pathLayout,
    structureKey: toStructureKey(steps),
    scale,
    nodes: pathLayout.positions.map((position, nodeIndex) => ({
      id: String(nodeIndex),
      type: 'pathNode',
      position,
      data: {},
      width,
      height,
      measured: { width, height },
      handles: [toHandle('target', Position.Top, 0), toHandle('source', Position.Bottom, height)],
      // What it is and holds is said by what is drawn in it. It takes the pointer, or full names could not be hovered.
      style: { pointerEvents: 'all' },
      domAttributes: { 'aria-roledescription': undefined },
    })),
    edges: pathLayout.graphEdges.map((edge) => ({
      id: `${edge.from}-${edge.branch}`,
      type: 'pathEdge',
      source: String(edge.from),
      target: String(edge.to),
      data: { edge },
      domAttributes: { 'aria-hidden': true },
    })),
  }
}
