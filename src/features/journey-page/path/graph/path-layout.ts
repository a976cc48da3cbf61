import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'

/** Size of a node and the space around it, in pixels at the default text size. */
export const nodeMetrics = { width: 248, height: 80, across: 24, along: 40, margin: 24 } as const

/** An edge between two nodes; `branch`: its index among the branches of the activity. */
export interface GraphEdge {
  readonly from: number
  readonly to: number
  readonly branch: number
}

/** Layout of the path, from top to bottom. Nodes are numbered: the entry is 0, then the activities in walking order. */
export interface PathLayout {
  /** Top left corner of each node, by number, in pixels. */
  readonly positions: readonly { readonly x: number; readonly y: number }[]
  readonly graphEdges: readonly GraphEdge[]
  readonly width: number
  readonly height: number
}

/** The inputs of the layout: activities and their edges, without numbers of people. */
export const toStructureKey = (steps: readonly PathRow[]): string =>
  JSON.stringify(steps.map(({ activity }) => [activity.id, activity.next.map(({ to }) => to)]))

/** All edges: from the entry, then the branches of each activity in order. Edges without a target are omitted. */
export function listGraphEdges(steps: readonly PathRow[]): readonly GraphEdge[] {
  const indexById = new Map(steps.map(({ activity }, index) => [activity.id, index + 1]))
  const edges = steps.flatMap(({ activity }, index) =>
    activity.next.flatMap((edge, branch) => {
      const to = indexById.get(edge.to)
      return to === undefined ? [] : [{ from: index + 1, to, branch }]
    }),
  )
  return steps.length === 0 ? edges : [{ from: 0, to: 1, branch: 0 }, ...edges]
}

/** Positions the entry and all activities without overlap. `scale`: the text scale, 1 for the default size. */
export function layOutPath(steps: readonly PathRow[], scale = 1): PathLayout {
  const px = (length: number) => Math.round(length * scale)
  const [width, height] = [px(nodeMetrics.width), px(nodeMetrics.height)]
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>()
  graph.setGraph({
    rankdir: 'TB',
    nodesep: px(nodeMetrics.across),
    ranksep: px(nodeMetrics.along),
    marginx: px(nodeMetrics.margin),
    marginy: px(nodeMetrics.margin),
  })
  for (let nodeIndex = 0; nodeIndex <= steps.length; nodeIndex++) graph.setNode(String(nodeIndex), { width, height })
  const graphEdges = listGraphEdges(steps)
  for (const { from, to } of graphEdges) graph.setEdge(String(from), String(to), {})
  // Edges keep the given order: for a tree this is enough to avoid crossings.
  layout(graph, { disableOptimalOrderHeuristic: true })
  const positions = Array.from({ length: steps.length + 1 }, (_, nodeIndex) => {
    const { x = 0, y = 0 } = graph.node(String(nodeIndex))
    return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }
  })
  const size = graph.graph()
  return { positions, graphEdges, width: size.width ?? 0, height: size.height ?? 0 }
}
