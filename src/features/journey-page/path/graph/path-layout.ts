import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'

/** Size of what is drawn for an activity, and the space around it, in pixels where a letter is as high as usual. */
export const nodeMetrics = { width: 248, height: 80, across: 24, along: 40, margin: 24 } as const

/** A way from one place to another; `branch` counts the ways out of the activity. */
export interface GraphEdge {
  readonly from: number
  readonly to: number
  readonly branch: number
}

/** The path on a plane, from top to bottom. Places are numbered: the entry is 0, then the activities in walking order. */
export interface PathLayout {
  /** Top left corner of each, by number, in pixels. */
  readonly positions: readonly { readonly x: number; readonly y: number }[]
  readonly graphEdges: readonly GraphEdge[]
  readonly width: number
  readonly height: number
}

/** What the drawing depends on: which activities there are and what leads where, but no number of people. */
export const toStructureKey = (steps: readonly PathRow[]): string =>
  JSON.stringify(steps.map(({ activity }) => [activity.id, activity.next.map(({ to }) => to)]))

/** Every way that is walked: from the entry, then out of each activity in order. Ways that lead nowhere are left out. */
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

/** Places the entry and every activity so that none lies upon another. `scale`: how large letters are, 1 for the usual size. */
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
  // The order in which ways are given is the order in which they lie: a tree needs no other to be without crossings.
  layout(graph, { disableOptimalOrderHeuristic: true })
  const positions = Array.from({ length: steps.length + 1 }, (_, nodeIndex) => {
    const { x = 0, y = 0 } = graph.node(String(nodeIndex))
    return { x: Math.round(x - width / 2), y: Math.round(y - height / 2) }
  })
  const size = graph.graph()
  return { positions, graphEdges, width: size.width ?? 0, height: size.height ?? 0 }
}
