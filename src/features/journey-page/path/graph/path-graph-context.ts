import { createContext, useContext, type KeyboardEvent } from 'react'
import type { Version } from '#api/contract/version.ts'
import type { PathRow } from '#features/journey-page/path/activities/flatten-path.ts'

/** What the places and ways of the graph show: apart from where they are, so that nothing moves when numbers change. */
export interface PathGraphState {
  readonly version: Version
  /** The activities in walking order. */
  readonly steps: readonly PathRow[]
  /** How many people are at the fullest activity; at least 1. */
  readonly maxInside: number
  /** How many people went the way that most went; at least 1. */
  readonly maxTaken: number
  /** The place where the keyboard is, or comes to. */
  readonly currentIndex: number
  readonly getNodeId: (nodeIndex: number) => string
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, nodeIndex: number) => void
  readonly onFocus: (element: HTMLElement, nodeIndex: number) => void
}

export const PathGraphContext = createContext<PathGraphState | null>(null)

/** The path as it is now. */
export function usePathGraphState(): PathGraphState {
  const state = useContext(PathGraphContext)
  if (state === null) throw new Error('usePathNow is used outside of a graph')
  return state
}
