import { createContext, useContext } from 'react'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { PendingCommand } from './pending-command.ts'

/**
 * The version data an action needs until the backend has sent the full version. It is what the list shows, so a dialog is complete when it
 * opens.
 */
export type ActionTarget = VersionSummary

/** An action the user has chosen for a version and not confirmed yet. */
export interface PendingConfirmation {
  readonly action: Action
  readonly version: ActionTarget
  /** Focus restoration: candidates after the dialog, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

/** A completed action, and the resulting version. */
export interface CompletedAction {
  readonly action: Action
  readonly version: Version
  /** Focus restoration: candidates after this is dismissed, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

interface Actions {
  /** `null` while no dialog is open. This value decides whether the dialog is open. */
  readonly pendingConfirmation: PendingConfirmation | null
  /** Opens the confirmation dialog of an action. */
  readonly requestAction: (action: Action, version: ActionTarget) => void
  /** Versions on which an action has been carried out, until `clearRecentlyActed`. */
  readonly recentlyActedIds: readonly string[]
  /** Clears the recently acted versions: the user has moved to another list or page. */
  readonly clearRecentlyActed: () => void
  /** The last completed action, until it is dismissed. */
  readonly lastCompleted: CompletedAction | null
  readonly dismissCompleted: () => void
  /** Commands that are pending or failed, except the one shown in a dialog. */
  readonly pendingCommands: readonly PendingCommand[]
  /** Removes a command whose result the user has read. */
  readonly dismissCommand: (pendingCommand: PendingCommand) => void
}

export const ActionContext = createContext<Actions | null>(null)

/** Access to actions, from any component below the provider. */
export function useActions(): Actions {
  const actions = useContext(ActionContext)
  if (actions === null) throw new Error('useActions is used outside of ActionProvider')
  return actions
}
