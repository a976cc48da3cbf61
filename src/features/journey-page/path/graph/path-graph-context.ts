import { createContext, useContext, type KeyboardEvent } from 'react'
import type { Version } from '#api/contract/version.ts'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'

/** Data of nodes and edges, separate from their positions, so that nothing moves when numbers change. */
export interface PathGraphState {
  readonly version: Version
  /** The activities in walking order. */
  readonly steps: readonly PathRow[]
  /** Number of people at the fullest activity; at least 1. */
  readonly maxInside: number
  /** Number of people on the most used edge; at least 1. */
  readonly maxTaken: number
  /** The node that has the roving tabindex. */
  readonly currentIndex: number
  readonly getNodeId: (nodeIndex: number) => string
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, nodeIndex: number) => void
  readonly onFocus: (element: HTMLElement, nodeIndex: number) => void
}

export const PathGraphContext = createContext<PathGraphState | null>(null)

/** The current path. */
export function usePathGraphState(): PathGraphState {
  const state = useContext(PathGraphContext)
  if (state === null) throw new Error('usePathNow is used outside of a graph')
  return state
}
