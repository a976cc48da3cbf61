import type { GraphEdge } from './path-layout.ts'

/** The node a key moves to; the same node if there is none in that direction, `null` for any other key. */
export function findNextNode(key: string, nodeIndex: number, edges: readonly GraphEdge[]): number | null {
  const lastIndex = Math.max(0, ...edges.map(({ to }) => to))
  if (key === 'Home') return 0
  if (key === 'End') return lastIndex
  // At the end of a branch, continue with the next branch, so that all activities are reachable.
  if (key === 'ArrowDown') return edges.find(({ from }) => from === nodeIndex)?.to ?? Math.min(nodeIndex + 1, lastIndex)
  if (key === 'ArrowUp') return findParent(nodeIndex, edges) ?? nodeIndex
  if (key === 'ArrowRight') return findSibling(nodeIndex, 1, edges) ?? nodeIndex
  if (key === 'ArrowLeft') return findSibling(nodeIndex, -1, edges) ?? nodeIndex
  return null
}

/** The edge that leads to a node. */
const findParent = (nodeIndex: number, edges: readonly GraphEdge[]): number | undefined => edges.find(({ to }) => to === nodeIndex)?.from

/** The neighbouring branch of the nearest fork that has one on that side. */
function findSibling(nodeIndex: number, side: 1 | -1, edges: readonly GraphEdge[], visited: readonly number[] = []): number | undefined {
  const parent = findParent(nodeIndex, edges)
  if (parent === undefined || visited.includes(nodeIndex)) return undefined
  const siblings = edges.filter(({ from }) => from === parent).map(({ to }) => to)
  return siblings[siblings.indexOf(nodeIndex) + side] ?? findSibling(parent, side, edges, [...visited, nodeIndex])
}
