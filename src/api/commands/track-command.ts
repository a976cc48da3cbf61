import { idempotencyRetentionMs } from '#api/contract/operation.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { CommandTarget } from './command-store.ts'
import type { Command } from './command.ts'
import type { CommandOutcome } from './deliver-command.ts'
import { removePendingCommand, savePendingCommand, type StoredCommand } from './pending-command-storage.ts'
import { recoverCommand, runCommand, type CommandContext } from './run-command.ts'

interface TrackContext extends CommandContext {
  readonly getStorage: () => Storage
}

/** What is known of a command at its end. `targets`: with the versions that a failed command is reported for. */
interface TrackedCommand {
  readonly outcome: CommandOutcome
  readonly targets: readonly CommandTarget[]
}

/** Removes a command from storage once its outcome is final. A command of another user stays. */
async function forgetCommand(key: string, outcome: CommandOutcome, getStorage: () => Storage): Promise<void> {
  if (outcome.kind === 'otherUser') return
  if (outcome.kind === 'rejected') await outcome.finalized
  removePendingCommand(key, getStorage)
}

/** Throws if the backend may have forgotten the command of an earlier page load: a lookup could say that it was not done, although it was. */
function assertNotForgotten({ key, confirmedAt = Date.now() }: StoredCommand, getStorage: () => Storage): void {
  if (Date.now() - confirmedAt < idempotencyRetentionMs) return
  removePendingCommand(key, getStorage)
  throw new Error('The outcome of a command can no longer be looked up.')
}

/**
 * Sends a command, or recovers that of the previous page load if `command` is `null`, and returns its outcome. Until then it is stored
 * beyond a reload, so that the outcome can be reported even then.
 */
export async function trackCommand(
  pending: { readonly targets: readonly CommandTarget[] },
  stored: StoredCommand,
  command: Command | null,
  { getStorage, ...context }: TrackContext,
): Promise<TrackedCommand> {
  if (command) savePendingCommand(stored, getStorage)
  else assertNotForgotten(stored, getStorage)
  const outcome = await (command ? runCommand(command, context) : recoverCommand(stored, context))
  void forgetCommand(stored.key, outcome, getStorage)
  if (outcome.kind === 'succeeded' || outcome.kind === 'otherUser') return { outcome, targets: pending.targets }
  const readVersion = (versionId: string) => context.client.query(versionOptions(versionId)).catch(() => null)
  const targets = pending.targets.map(async (target) => ({ ...target, version: target.version ?? (await readVersion(target.versionId)) }))
  return { outcome, targets: await Promise.all(targets) }
}
