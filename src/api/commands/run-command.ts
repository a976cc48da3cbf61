import type { QueryClient } from '@tanstack/react-query'
import { deliverCommand, cancelOrResolve, type CommandOutcome } from './deliver-command.ts'
import { createBrowserTransport } from './command-transport.ts'
import type { CommandProgress } from './delivery-state.ts'
import type { Command } from './command.ts'
import { mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import type { Version } from '#api/contract/version.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { holdReads } from '#api/cache/pending-deletions.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { StoredCommand } from './pending-command-storage.ts'
import { versionOptions } from '#api/queries/version.ts'
import { getVersionId, versionKeys } from '#api/cache/query-keys.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'

/**
 * Upper bound for refetching before a command that was not carried out is reported, in milliseconds. The report says what is possible now: a
 * user who lost a race sees that within a second.
 */
const maxReconcileMs = 500

/** Time between two attempts to read the session, in milliseconds. */
const retryEveryMs = 1_500

/** Merges an outcome into the cache. Returns the version if it was deleted. */
function recordOutcome(client: QueryClient, outcome: CommandOutcome): Version | null {
  if (outcome.kind === 'otherUser') return null
  if (outcome.kind === 'succeeded') mergeIntoCache(client, 'detail', outcome.result)
  if (outcome.kind === 'rejected') mergeIntoCache(client, 'problem', outcome.error.problem)
  const deletedVersion = outcome.kind === 'succeeded' && outcome.result.deletedAt !== null ? outcome.result : null
  if (deletedVersion) client.setQueryData(versionOptions(deletedVersion.id).queryKey, deletedVersion)
  return deletedVersion
}

/**
 * Reconciles the cache once the outcome of a command is known: merges the response at once, then refetches everything. The response to a
 * command that was carried out is all that its report needs, so it does not wait for the refetches.
 */
async function reconcileCache(
  client: QueryClient,
  outcome: Exclude<CommandOutcome, { kind: 'otherUser' }>,
  signal: AbortSignal,
): Promise<void> {
  // A deleted version is not refetched: the request would only fail.
  const deletedVersion = recordOutcome(client, outcome)
  const refetches = Promise.all([
    client.invalidateQueries({
      queryKey: versionKeys.all(),
      predicate: ({ queryKey }) => deletedVersion === null || getVersionId(queryKey) !== deletedVersion.id,
    }),
    // After a rejection the user may have lost the permission.
    outcome.kind === 'rejected' && client.invalidateQueries({ queryKey: sessionOptions.queryKey }),
  ])
  if (outcome.kind !== 'succeeded') await Promise.race([refetches, delay(maxReconcileMs, signal)])
}

/** Returns the outcome once the version on screen is as the outcome says. */
async function completeCommand(client: QueryClient, pendingOutcome: Promise<CommandOutcome>, signal: AbortSignal): Promise<CommandOutcome> {
  const outcome = await pendingOutcome
  if (outcome.kind !== 'otherUser') await reconcileCache(client, outcome, signal)
  return outcome
}

/** Dependencies and callbacks of a command run. */
export interface CommandContext {
  readonly client: QueryClient
  /** Called with each progress stage of the command. */
  readonly onProgress: (progress: CommandProgress) => void
  /** Aborted when the page is gone: no progress or outcome is reported afterwards. */
  readonly signal: AbortSignal
}

/**
 * Runs a confirmed command, and returns its outcome once the version on screen is as the outcome says. The command is never queued and never repeated,
 * because it cannot be undone.
 */
export function runCommand(command: Command, { client, onProgress, signal }: CommandContext): Promise<CommandOutcome> {
  const releaseReads = command.action === 'delete' ? holdReads(client, command.versionId) : null
  const pendingOutcome = deliverCommand(command, onProgress, signal, createBrowserTransport(getConnection(client)))
    .then((outcome) => {
      // Record the outcome before held reads continue.
      recordOutcome(client, outcome)
      return outcome
    })
    .finally(() => releaseReads?.())
  return completeCommand(client, pendingOutcome, signal)
}

/** The id of the current user, as soon as the session can be read; `null` if `signal` is aborted before. */
async function waitForCurrentUserId(client: QueryClient, signal: AbortSignal): Promise<string | null> {
  while (!signal.aborted) {
    const session = await client.query(sessionOptions).catch(() => null)
    if (session) return session.user.id
    await delayUntilLikelyOnline(getConnection(client), retryEveryMs, signal)
  }
  return null
}

/** Recovers a command that was confirmed before a reload, and returns its outcome. */
export async function recoverCommand(command: StoredCommand, { client, onProgress, signal }: CommandContext): Promise<CommandOutcome> {
  onProgress('lookingUp')
  if ((await waitForCurrentUserId(client, signal)) !== command.userId) return { kind: 'otherUser' }
  return completeCommand(client, cancelOrResolve(command, onProgress, signal, createBrowserTransport(getConnection(client))), signal)
}
