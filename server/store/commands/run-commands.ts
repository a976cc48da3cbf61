import type { CommandSubject, Transaction } from '#backend/store/store.ts'
import { encodeText } from '#server/store/encode-text.ts'
import { isCancelled, isUnavailable } from '#server/store/is-unavailable.ts'
import { isRetried } from '#server/store/run-in-turn.ts'
import { collectChanges, type GroupChanges } from './group-changes.ts'
import { readLoadedState, type LoadedState } from './loaded-state.ts'
import { createLoadedTransaction, NotLoadedError } from './loaded-transaction.ts'
import type { RunTurn } from './turn.ts'

/** A command that waits, with what is called once its outcome is committed. */
export interface WaitingCommand {
  readonly subject: CommandSubject
  readonly work: (transaction: Transaction) => Promise<unknown>
  readonly resolve: (result: unknown) => void
  readonly reject: (error: unknown) => void
  /** Runs the command alone, in a transaction that reads the tables. */
  readonly runAlone: () => void
}

/** Tells that a command failed, or runs it alone if it has to read more, or can succeed then. */
function tellFailure(command: WaitingCommand, error: unknown): void {
  if (error instanceof NotLoadedError || isRetried(error)) command.runAlone()
  else command.reject(error)
}

/** Runs one command. Returns how to tell its outcome. A failure ends the transaction, unless others share it. */
async function runOne(command: WaitingCommand, state: LoadedState, changes: GroupChanges, isShared: boolean): Promise<() => void> {
  const { transaction, writes } = createLoadedTransaction(state)
  try {
    const result = await command.work(transaction)
    changes.add(writes)
    return () => command.resolve(result)
  } catch (error) {
    if (!isShared) throw error
    return () => tellFailure(command, error)
  }
}

const encodeSubjects = (commands: readonly WaitingCommand[]): string =>
  JSON.stringify(
    commands.map(({ subject: { versionId, userId, key } }) => ({
      version_id: encodeText(versionId),
      user_id: encodeText(userId),
      key: encodeText(key),
    })),
  )

/**
 * Runs commands one after the other in one transaction, each with all it writes or nothing of it, and tells their outcomes after the commit. Where that
 * cannot be, each runs alone. Resolves to whether something was written.
 */
export async function runCommands(runTurn: RunTurn, commands: readonly WaitingCommand[]): Promise<boolean> {
  const outcomes: (() => void)[] = []
  let isWritten = false
  let hasTurn = false
  try {
    await runTurn(encodeSubjects(commands), async (loaded) => {
      hasTurn = true
      const state = readLoadedState(
        loaded,
        commands.map(({ subject }) => subject),
      )
      const changes = collectChanges(state)
      for (const command of commands) outcomes.push(await runOne(command, state, changes, commands.length > 1))
      const encoded = changes.encode()
      isWritten = encoded !== null
      return encoded
    })
  } catch (error) {
    // Of several, one may be to blame, as for a statement that took too long: alone, the others can succeed. None can while the database is away, or
    // while it is too slow to give them their turn and what they read.
    const canSucceedAlone = (hasTurn && isCancelled(error)) || !isUnavailable(error)
    if (commands.length > 1 && canSucceedAlone) for (const command of commands) command.runAlone()
    else for (const command of commands) tellFailure(command, error)
    return false
  }
  for (const tell of outcomes) tell()
  return isWritten
}
