import type { CommandProgress } from '#api/commands/deliver-command.ts'
import type { ProblemError } from '#api/http/errors.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { PendingConfirmation, ActionTarget } from './action-context.ts'

/** An intent on its way, from when it was confirmed until somebody has read what came of it. */
export interface PendingCommand {
  readonly key: string
  readonly action: Action
  readonly versionId: string
  /** `null` for one that was confirmed on the page before, while its version has not been read. */
  readonly version: ActionTarget | null
  /** Where the focus may go once what came of it has been read, best first. */
  readonly returnFocusTo: readonly HTMLElement[]
  readonly progress: CommandProgress
  /** Why it was not done; `null` while nobody knows. */
  readonly rejection: ProblemError | 'cancelled' | null
}

/** Whether the dialog is the one that the intent was confirmed in, or would be. */
export const isForConfirmation = ({ action, versionId }: PendingCommand, confirmation: PendingConfirmation | null): boolean =>
  action === confirmation?.action && versionId === confirmation.version.id
