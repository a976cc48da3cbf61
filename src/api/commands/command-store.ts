import type { QueryClient } from '@tanstack/react-query'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import type { ProblemError } from '#api/http/errors.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { versionOptions } from '#api/queries/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { Command } from './command.ts'
import type { CommandOutcome } from './deliver-command.ts'
import type { CommandProgress } from './delivery-state.ts'
import { loadPendingCommands, removePendingCommand, savePendingCommand, type StoredCommand } from './pending-command-storage.ts'
import type { CommandContext } from './run-command.ts'

/** A version that a command changes. `version`: `null` for a command of the previous page load, while its version has not been read. */
export interface CommandTarget {
  readonly versionId: string
  readonly version: VersionSummary | null
}

/** Why a command failed. `unexpected`: an error of the console itself, so its outcome is not known here. */
export type CommandFailure = ProblemError | 'cancelled' | 'unexpected'

/** A command from its confirmation until the user has read its result. */
export interface PendingCommand<Origin> {
  readonly key: string
  readonly action: Action
  /** The versions that it changes: one or many. */
  readonly targets: readonly CommandTarget[]
  /** What the caller of `run` handed in; `null` for a command of the previous page load. */
  readonly origin: Origin | null
  readonly status:
    | { readonly kind: 'pending'; readonly progress: CommandProgress }
    | { readonly kind: 'failed'; readonly failure: CommandFailure }
}

/** Whether a command is the given action on exactly the given versions. */
export const isCommandOn = (
  command: Pick<PendingCommand<unknown>, 'action' | 'targets'>,
  action: Action,
  versionIds: readonly string[],
): boolean =>
  command.action === action &&
  command.targets.length === versionIds.length &&
  command.targets.every(({ versionId }) => versionIds.includes(versionId))

/** The commands of one console that are pending or failed. */
export interface CommandStore<Origin> {
  /** Until the next change the same array. */
  readonly getCommands: () => readonly PendingCommand<Origin>[]
  /** Calls the listener after each change. Returns a function that ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /** Calls the listener with each command that succeeded, and the resulting version. Returns a function that ends that. */
  readonly subscribeToSuccess: (listener: (command: PendingCommand<Origin>, version: Version) => void) => () => void
  /**
   * Sends a confirmed command, and follows it to its outcome. Returns whether it succeeded; false if the same command is pending already.
   * Does not resolve after the page is left.
   */
  readonly run: (command: Command, target: VersionSummary, origin: Origin) => Promise<boolean>
  /** Follows the commands of the previous page load. Returns a function that ends all reports: the page is left. */
  readonly recover: () => () => void
  /** Removes a command whose result the user has read. */
  readonly dismiss: (key: string) => void
}

interface CommandStoreOptions {
  readonly client: QueryClient
  /** Storage that survives a reload. */
  readonly getStorage: () => Storage
  /** Receives errors of the console itself. */
  readonly reportError: (error: unknown) => void
}

/** Loaded with the dialogs, before a command can be confirmed. */
const loadRunner = () => import('./run-command.ts')

/** Creates the command store of one console. */
export function createCommandStore<Origin>({ client, getStorage, reportError }: CommandStoreOptions): CommandStore<Origin> {
  type Pending = PendingCommand<Origin>
  let commands: readonly Pending[] = []
  let page = new AbortController()
  const listeners = new Set<() => void>()
  const successListeners = new Set<(command: Pending, version: Version) => void>()

  const setCommands = (next: readonly Pending[]) => {
    commands = next
    for (const listener of listeners) listener()
  }
  const update = (key: string, patch: Partial<Pending>) =>
    setCommands(commands.map((command) => (command.key === key ? { ...command, ...patch } : command)))
  const dismiss = (key: string) => setCommands(commands.filter((command) => command.key !== key))
  const readVersion = (versionId: string) => client.query(versionOptions(versionId)).catch(() => null)

  const fail = async ({ key, targets }: Pending, failure: CommandFailure) => {
    const known = await Promise.all(
      targets.map(async (target) => ({ ...target, version: target.version ?? (await readVersion(target.versionId)) })),
    )
    update(key, { targets: known, status: { kind: 'failed', failure } })
  }
  const report = async (command: Pending, outcome: CommandOutcome) => {
    switch (outcome.kind) {
      case 'succeeded':
        removePendingCommand(command.key, getStorage)
        for (const listener of successListeners) listener(command, outcome.version)
        return dismiss(command.key)
      case 'otherUser':
        return dismiss(command.key)
      case 'cancelled':
        removePendingCommand(command.key, getStorage)
        return fail(command, 'cancelled')
      case 'rejected':
        void outcome.finalized.then(() => removePendingCommand(command.key, getStorage))
        return fail(command, outcome.error)
    }
  }
  /** An error of the console itself. The command stays in storage, so that the next page load looks its outcome up. */
  const reportUnexpected = (command: Pending, userId: string, error: unknown) => {
    reportError(error)
    const currentUserId = client.getQueryData(sessionOptions.queryKey)?.user.id
    return currentUserId === undefined || currentUserId === userId ? fail(command, 'unexpected') : dismiss(command.key)
  }
  const follow = async (command: Pending, userId: string, start: (context: CommandContext) => Promise<CommandOutcome>) => {
    const { key, action, targets } = command
    const ids = targets.map(({ versionId }) => versionId)
    const same = commands.find((other) => isCommandOn(other, action, ids))
    if (same?.status.kind === 'pending') return false
    setCommands([...commands.filter((other) => other !== same), command])
    const onProgress = (progress: CommandProgress) => update(key, { status: { kind: 'pending', progress } })
    try {
      const outcome = await start({ client, onProgress, signal: page.signal })
      await report(command, outcome)
      return outcome.kind === 'succeeded'
    } catch (error) {
      await reportUnexpected(command, userId, error)
      return false
    }
  }
  const recoverOne = (stored: StoredCommand) => {
    const { key, action, versionId, userId } = stored
    const targets = [{ versionId, version: null }]
    void follow({ key, action, targets, origin: null, status: { kind: 'pending', progress: 'lookingUp' } }, userId, async (context) =>
      (await loadRunner()).recoverCommand(stored, context),
    )
  }

  return {
    getCommands: () => commands,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    subscribeToSuccess: (listener) => {
      successListeners.add(listener)
      return () => void successListeners.delete(listener)
    },
    run: (command, target, origin) => {
      const { key, action, versionId, userId } = command
      const targets = [{ versionId, version: target }]
      return follow({ key, action, targets, origin, status: { kind: 'pending', progress: 'sending' } }, userId, async (context) => {
        savePendingCommand(command, getStorage)
        return (await loadRunner()).runCommand(command, context)
      })
    },
    recover: () => {
      const current = new AbortController()
      page = current
      for (const stored of loadPendingCommands(getStorage)) recoverOne(stored)
      return () => {
        current.abort()
        setCommands([])
      }
    },
    dismiss,
  }
}
