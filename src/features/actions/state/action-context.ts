import { createContext, useContext } from 'react'
import type { Version, VersionRef } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { Pursuit } from './pending-command.ts'

/** What an action needs to know of the version it is chosen for, until the backend has said more. */
export type Subject = VersionRef

/** An action somebody has chosen for a version and not confirmed yet. */
export interface Chosen {
  readonly action: Action
  readonly version: Subject
  /** Where the focus may go afterwards, best first. */
  readonly returnTo: readonly HTMLElement[]
}

/** What was done, and the version it led to. */
export interface Done {
  readonly action: Action
  readonly version: Version
  /** Where the focus may go once this has been read, best first. */
  readonly returnTo: readonly HTMLElement[]
}

interface Ending {
  /** `null` while nothing is being confirmed. It *is* whether the dialog is open. */
  readonly chosen: Chosen | null
  /** Asks for confirmation of an action. */
  readonly choose: (action: Action, version: Subject) => void
  /** Versions on which an action has been carried out, until `moveOn`. */
  readonly acted: readonly string[]
  /** Forgets what was acted on: the person looks at something else now. */
  readonly moveOn: () => void
  /** What was done last, until it is dismissed. */
  readonly done: Done | null
  readonly dismiss: () => void
  /** What was confirmed and is not done, or not yet, unless a dialog says so. */
  readonly pursuits: readonly Pursuit[]
  /** What became of it has been read. */
  readonly forget: (pursuit: Pursuit) => void
}

export const EndingContext = createContext<Ending | null>(null)

/** Choosing actions, from anywhere below the provider. */
export function useEnding(): Ending {
  const ending = useContext(EndingContext)
  if (ending === null) throw new Error('useEnding is used outside of EndingProvider')
  return ending
}
