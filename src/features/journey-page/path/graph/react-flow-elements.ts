import { Position, type Edge, type Node } from '@xyflow/react'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'
import { layOutPath, toStructureKey, nodeMetrics, type PathLayout } from './path-layout.ts'

/** Nodes and edges for React Flow. Rebuilt only when the activities change, not when numbers do. */
export interface FlowElements extends PathLayout {
  readonly structureKey: string
  readonly scale: number
  readonly nodes: Node[]
  readonly edges: Edge[]
}

/** Builds the nodes and edges. All sizes are set in advance, so that nothing has to be measured before first paint. */
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
      // Its content carries the accessible label. It receives pointer events, so that full names can be hovered.
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
