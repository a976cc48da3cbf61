import type { EngineCommandType } from '#api/contract/engine/engine-commands.ts'
import type { Instant } from '#domain/version.ts'

/** A command that the engine did not accept, and that is not sent again before it is replayed. */
export interface DeadCommand {
  readonly id: string
  readonly type: EngineCommandType
  readonly versionId: string
  readonly epoch: number
  /** When the version changed. */
  readonly at: Instant
  readonly attempts: number
  /** Why the last attempt failed: one sentence for people who run the engine. */
  readonly failure: string
}

/** The executions of a stopped version that an engine still ends. */
export interface Cleanup {
  readonly versionId: string
  readonly asOf: Instant
  readonly cleanedUp: number
  readonly toCleanUp: number
}

/** The port to the commands that wait for an engine elsewhere. */
export interface CommandOutbox {
  /** The dead commands, oldest first, at most `limit`; how many there are, and how many others the engine has not accepted yet. */
  listDead(limit: number): Promise<{ readonly commands: readonly DeadCommand[]; readonly total: number; readonly waiting: number }>
  /** The identifier of the version of a command; `undefined` if there is no such command. */
  findVersion(id: string): Promise<string | undefined>
  /** Sends a dead command again. Resolves to whether there is such a command; one that waits already goes on waiting. */
  replay(id: string, at: Instant): Promise<boolean>
  listCleanups(): Promise<readonly Cleanup[]>
}
