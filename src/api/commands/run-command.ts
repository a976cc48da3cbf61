import type { QueryClient } from '@tanstack/react-query'
import { deliverCommand, cancelOrResolve, type CommandOutcome, type CommandProgress } from './deliver-command.ts'
import type { Command } from './command.ts'
import { mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import type { Version } from '#api/contract/version.ts'
import { holdReads } from '#api/cache/pending-deletions.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { removePendingCommand, savePendingCommand, type StoredCommand } from './pending-command-storage.ts'
import { versionOptions } from '#api/queries/version.ts'
import { getVersionId, versionKeys } from '#api/cache/query-keys.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'

/** How long what is on screen may take to be read again before it is told what came of an intent, in milliseconds. Whoever lost is told within a second. */
const maxReconcileMs = { succeeded: 3_000, rejected: 500, cancelled: 500 } as const

/** How often it is tried to read who is signed in, in milliseconds. */
const retryEveryMs = 1_500

/** Merges an outcome into the cache. Returns the version if it was deleted. */
function recordOutcome(client: QueryClient, outcome: CommandOutcome): Version | null {
  if (outcome.kind === 'otherUser') return null
  mergeIntoCache(client, outcome)
  const deletedVersion = outcome.kind === 'succeeded' && outcome.version.deletedAt !== null ? outcome.version : null
  if (deletedVersion) client.setQueryData(versionOptions(deletedVersion.id).queryKey, deletedVersion)
  return deletedVersion
}

/** Makes what is remembered true again once the fate of an intent is known: what the answer tells at once, and everything by reading it again. */
async function reconcileCache(
  client: QueryClient,
  outcome: Exclude<CommandOutcome, { kind: 'otherUser' }>,
  signal: AbortSignal,
): Promise<void> {
  // A deleted version is not fetched again: the request would only fail.
  const deletedVersion = recordOutcome(client, outcome)
  const refetches = Promise.all([
    client.invalidateQueries({
      queryKey: versionKeys.all(),
      predicate: ({ queryKey }) => deletedVersion === null || getVersionId(queryKey) !== deletedVersion.id,
    }),
    // What is refused may not be permitted any more.
    outcome.kind === 'rejected' && client.invalidateQueries({ queryKey: sessionOptions.queryKey }),
  ])
  await Promise.race([refetches, delay(maxReconcileMs[outcome.kind], signal)])
}

async function completeCommand(
  client: QueryClient,
  key: string,
  pendingOutcome: Promise<CommandOutcome>,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const outcome = await pendingOutcome
  if (outcome.kind === 'otherUser') return outcome
  void (outcome.kind === 'rejected' ? outcome.finalized : Promise.resolve()).then(() => removePendingCommand(key))
  await reconcileCache(client, outcome, signal)
  return outcome
}

/** What follows an intent on its way. */
interface CommandContext {
  readonly client: QueryClient
  /** Told how far it is. */
  readonly onProgress: (progress: CommandProgress) => void
  /** The page is gone: nothing is told any more. */
  readonly signal: AbortSignal
}

/**
 * Carries out what somebody has confirmed, and answers what became of it once the screen says so, too. Never queued and never repeated: it cannot be
 * taken back. Until its fate is known it is remembered beyond a reload, so that somebody is told even then.
 */
export function runCommand(command: Command, { client, onProgress, signal }: CommandContext): Promise<CommandOutcome> {
  savePendingCommand(command)
  const releaseReads = command.action === 'delete' ? holdReads(client, command.versionId) : null
  const pendingOutcome = deliverCommand(command, onProgress, signal).then((outcome) => {
    // Before any read goes on.
    recordOutcome(client, outcome)
    releaseReads?.()
    return outcome
  })
  return completeCommand(client, command.key, pendingOutcome, signal)
}

/** Who is signed in, as soon as that can be read. */
async function waitForCurrentUserId(client: QueryClient, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const session = await client.query(sessionOptions).catch(() => null)
    if (session) return session.user.id
    await delayUntilLikelyOnline(retryEveryMs, signal)
  }
  return null
}

/** Finds out what became of an intent that was confirmed on the page before. */
export async function recoverCommand(command: StoredCommand, { client, onProgress, signal }: CommandContext): Promise<CommandOutcome> {
  onProgress('lookingUp')
  if ((await waitForCurrentUserId(client, signal)) !== command.userId) return { kind: 'otherUser' }
  return completeCommand(client, command.key, cancelOrResolve(command, onProgress, signal), signal)
}
