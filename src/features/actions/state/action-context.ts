import { createContext, useContext } from 'react'
import type { Version, VersionRef } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { PendingCommand } from './pending-command.ts'

/** What an action needs to know of the version it is chosen for, until the backend has said more. */
export type ActionTarget = VersionRef

/** An action somebody has chosen for a version and not confirmed yet. */
export interface PendingConfirmation {
  readonly action: Action
  readonly version: ActionTarget
  /** Where the focus may go afterwards, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

/** What was done, and the version it led to. */
export interface CompletedAction {
  readonly action: Action
  readonly version: Version
  /** Where the focus may go once this has been read, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

interface Actions {
  /** `null` while nothing is being confirmed. It *is* whether the dialog is open. */
  readonly pendingConfirmation: PendingConfirmation | null
  /** Asks for confirmation of an action. */
  readonly requestAction: (action: Action, version: ActionTarget) => void
  /** Versions on which an action has been carried out, until `clearRecentlyActed`. */
  readonly recentlyActedIds: readonly string[]
  /** Forgets what was acted on: the person looks at something else now. */
  readonly clearRecentlyActed: () => void
  /** What was done last, until it is dismissed. */
  readonly lastCompleted: CompletedAction | null
  readonly dismissCompleted: () => void
  /** What was confirmed and is not done, or not yet, unless a dialog says so. */
  readonly pendingCommands: readonly PendingCommand[]
  /** What became of it has been read. */
  readonly dismissCommand: (pendingCommand: PendingCommand) => void
}

export const ActionContext = createContext<Actions | null>(null)

/** Choosing actions, from anywhere below the provider. */
export function useActions(): Actions {
  const actions = useContext(ActionContext)
  if (actions === null) throw new Error('useActions is used outside of ActionProvider')
  return actions
}
