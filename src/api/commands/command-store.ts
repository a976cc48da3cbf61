import type { QueryClient } from '@tanstack/react-query'
import type { Version, VersionSummary } from '#api/contract/version.ts'
import type { ProblemError } from '#api/http/errors.ts'
import { sessionOptions } from '#api/queries/session.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { Command } from './command.ts'
import type { CommandProgress } from './delivery-state.ts'
import { loadPendingCommands, type StoredCommand } from './pending-command-storage.ts'

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

type SuccessListener<Origin> = (command: PendingCommand<Origin>, version: Version) => void

/** The commands of one console that are pending or failed. */
export interface CommandStore<Origin> {
  /** Until the next change the same array. */
  readonly getCommands: () => readonly PendingCommand<Origin>[]
  /** Calls the listener after each change. Returns a function that ends that. */
  readonly subscribe: (listener: () => void) => () => void
  /**
   * Sends a confirmed command, and follows it to its outcome. Returns whether it succeeded; false if the same command is pending already.
   * Does not resolve after the page is left.
   */
  readonly run: (command: Command, target: VersionSummary, origin: Origin) => Promise<boolean>
  /**
   * Follows the commands of the previous page load. `onSuccess` is called with each command that succeeds, these and later ones, and the
   * resulting version. Returns a function that ends all reports: the page is left.
   */
  readonly recover: (onSuccess: SuccessListener<Origin>) => () => void
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
const loadTracker = () => import('./track-command.ts')

/** Creates the command store of one console. */
export function createCommandStore<Origin>({ client, getStorage, reportError }: CommandStoreOptions): CommandStore<Origin> {
  type Pending = PendingCommand<Origin>
  let commands: readonly Pending[] = []
  let page = new AbortController()
  const listeners = new Set<() => void>()
  let reportSuccess: SuccessListener<Origin> = () => {}

  const setCommands = (next: readonly Pending[]) => {
    commands = next
    for (const listener of listeners) listener()
  }
  const update = (key: string, patch: Partial<Pending>) =>
    setCommands(commands.map((command) => (command.key === key ? { ...command, ...patch } : command)))
  const dismiss = (key: string) => setCommands(commands.filter((command) => command.key !== key))

  /** `command`: `null` for a command of the previous page load. */
  const follow = async (pending: Pending, stored: StoredCommand, command: Command | null): Promise<boolean> => {
    const { key, action, targets } = pending
    const ids = targets.map(({ versionId }) => versionId)
    const same = commands.find((other) => isCommandOn(other, action, ids))
    if (same?.status.kind === 'pending') return false
    setCommands([...commands.filter((other) => other !== same), pending])
    const { signal } = page
    try {
      const { trackCommand } = await loadTracker()
      const { outcome, ...patch } = await trackCommand(pending, stored, command, {
        client,
        getStorage,
        signal,
        onProgress: (progress) => update(key, { status: { kind: 'pending', progress } }),
      })
      if (outcome.kind === 'succeeded') reportSuccess(pending, outcome.result)
      if (outcome.kind === 'succeeded' || outcome.kind === 'otherUser') dismiss(key)
      else update(key, { ...patch, status: { kind: 'failed', failure: outcome.kind === 'rejected' ? outcome.error : outcome.kind } })
      return outcome.kind === 'succeeded'
    } catch (error) {
      // An error of the console itself. Unless the backend may have forgotten it, the command stays in storage: the next page load looks its
      // outcome up.
      reportError(error)
      const userId = client.getQueryData(sessionOptions.queryKey)?.user.id ?? stored.userId
      if (userId === stored.userId) update(key, { status: { kind: 'failed', failure: 'unexpected' } })
      else dismiss(key)
      return false
    }
  }

  return {
    getCommands: () => commands,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    run: (command, version, origin) => {
      const { key, action, versionId } = command
      const targets = [{ versionId, version }]
      return follow({ key, action, targets, origin, status: { kind: 'pending', progress: 'sending' } }, command, command)
    },
    recover: (onSuccess) => {
      reportSuccess = onSuccess
      const current = new AbortController()
      page = current
      for (const stored of loadPendingCommands(getStorage)) {
        const { key, action, versionId } = stored
        const targets = [{ versionId, version: null }]
        void follow({ key, action, targets, origin: null, status: { kind: 'pending', progress: 'lookingUp' } }, stored, null)
      }
      return () => {
        current.abort()
        setCommands([])
      }
    },
    dismiss,
  }
}
