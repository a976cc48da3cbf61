import type { CommandProgress } from '#api/commands/delivery-state.ts'
import type { ProblemError } from '#api/http/errors.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { PendingConfirmation, ActionTarget } from './action-context.ts'

/** A command from its confirmation until the user has read its result. */
export interface PendingCommand {
  readonly key: string
  readonly action: Action
  readonly versionId: string
  /** `null` for a command of the previous page load, while its version has not been read. */
  readonly version: ActionTarget | null
  /** Focus restoration: candidates after the result is dismissed, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
  readonly progress: CommandProgress
  /** Why the command failed; `null` while the outcome is unknown. */
  readonly rejection: ProblemError | 'cancelled' | null
}

/** Whether the open dialog shows the same action on the same version as the command. */
export const isForConfirmation = ({ action, versionId }: PendingCommand, confirmation: PendingConfirmation | null): boolean =>
  action === confirmation?.action && versionId === confirmation.version.id
