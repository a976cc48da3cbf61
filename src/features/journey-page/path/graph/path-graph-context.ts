import { createContext, useContext, type KeyboardEvent } from 'react'
import type { Version } from '#api/contract/version.ts'
import type { Placed } from '#features/journey-page/path/activities/flatten-path.ts'

/** What the places and ways of the graph show: apart from where they are, so that nothing moves when numbers change. */
export interface PathNow {
  readonly version: Version
  /** The activities in walking order. */
  readonly steps: readonly Placed[]
  /** How many people are at the fullest activity; at least 1. */
  readonly fullest: number
  /** How many people went the way that most went; at least 1. */
  readonly widest: number
  /** The place where the keyboard is, or comes to. */
  readonly current: number
  readonly idOf: (place: number) => string
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>, place: number) => void
  readonly onFocus: (element: HTMLElement, place: number) => void
}

export const PathContext = createContext<PathNow | null>(null)

/** The path as it is now. */
export function usePathNow(): PathNow {
  const now = useContext(PathContext)
  if (now === null) throw new Error('usePathNow is used outside of a graph')
  return now
}
