import type { CommandProgress } from '#api/commands/deliver-command.ts'
import type { ProblemError } from '#api/http/request.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { Chosen, Subject } from './action-context.ts'

/** An intent on its way, from when it was confirmed until somebody has read what came of it. */
export interface Pursuit {
  readonly key: string
  readonly action: Action
  readonly versionId: string
  /** `null` for one that was confirmed on the page before, while its version has not been read. */
  readonly version: Subject | null
  /** Where the focus may go once what came of it has been read, best first. */
  readonly returnTo: readonly HTMLElement[]
  readonly stage: CommandProgress
  /** Why it was not done; `null` while nobody knows. */
  readonly failed: ProblemError | 'cancelled' | null
}

/** Whether the dialog is the one that the intent was confirmed in, or would be. */
export const isOf = ({ action, versionId }: Pursuit, chosen: Chosen | null): boolean =>
  action === chosen?.action && versionId === chosen.version.id
