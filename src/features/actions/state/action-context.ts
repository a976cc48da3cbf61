import { createContext, useContext } from 'react'
import { isCommandOn, type PendingCommand } from '#api/commands/command-store.ts'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'

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

/** Where a command was confirmed. */
export interface ActionOrigin {
  /** Focus restoration: candidates after the result is dismissed, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

/** A command that was confirmed in this console, or recovered from the previous page load. */
export type ActionCommand = PendingCommand<ActionOrigin>

/** Whether the open dialog shows the same action on the same version as the command. */
export const isForConfirmation = (command: ActionCommand, confirmation: PendingConfirmation | null): boolean =>
  confirmation !== null && isCommandOn(command, confirmation.action, [confirmation.version.id])

/** A completed action, and the resulting version. */
export interface CompletedAction {
  readonly action: Action
  readonly version: Version
  /** Focus restoration: candidates after this is dismissed, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
}

/** What can be done. The functions stay the same: what only calls them is not rendered again when a dialog opens. */
interface Actions {
  /** Opens the confirmation dialog of an action. */
  readonly requestAction: (action: Action, version: ActionTarget) => void
  /** Clears the recently acted versions: the user has moved to another list or page. */
  readonly clearRecentlyActed: () => void
  /** Another overlay has been opened: Back calls `onBack`. Returns a function to be called when it is closed. */
  readonly openOverlay: (onBack: () => void) => () => void
  readonly dismissCompleted: () => void
  /** Removes a command whose result the user has read. */
  readonly dismissCommand: (key: string) => void
}

/** What is being done, and was done last. */
interface ActionState {
  /** `null` while no dialog is open. This value decides whether the dialog is open. */
  readonly pendingConfirmation: PendingConfirmation | null
  /** Whether another overlay is open. */
  readonly hasOverlay: boolean
  /** Versions on which an action has been carried out, until `clearRecentlyActed`. */
  readonly recentlyActedIds: readonly string[]
  /** The last completed action, until it is dismissed. */
  readonly lastCompleted: CompletedAction | null
  /** Commands that are pending or failed, except the one shown in a dialog. */
  readonly pendingCommands: readonly ActionCommand[]
}

export const ActionsContext = createContext<Actions | null>(null)
export const ActionStateContext = createContext<ActionState | null>(null)

/** The functions of actions, from any component below the provider. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext)
  if (actions === null) throw new Error('No ActionProvider')
  return actions
}

/** The state of actions, from any component below the provider. */
export function useActionState(): ActionState {
  const state = useContext(ActionStateContext)
  if (state === null) throw new Error('No ActionProvider')
  return state
}
