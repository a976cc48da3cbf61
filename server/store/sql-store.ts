import type { CommandSubject, Reader, Store, Transaction } from '#backend/store/store.ts'
import { runAsCurrent } from './current-transaction.ts'
import { createBatchReads } from './batches/batch-reads.ts'
import { createBatchWrites } from './batches/batch-writes.ts'
import { runCommands, type WaitingCommand } from './commands/run-commands.ts'
import { createTurn, type RunTurn } from './commands/turn.ts'
import { appendEntry } from './history/append-entry.ts'
import { createHistoryReads } from './history/history-reads.ts'
import { createIdempotencyReads, createIdempotencyWrites } from './idempotency-records.ts'
import { createListReads } from './list/list-reads.ts'
import { runInTurn, type WriteIsolation } from './run-in-turn.ts'
import { createSavedViewReads, createSavedViewWrites } from './saved-views/saved-views.ts'
import type { Database } from './tables.ts'
import { createVersionReads } from './versions/version-reads.ts'
import { createVersionWrites } from './versions/version-writes.ts'

const createReader = (database: Database): Reader => ({
  ...createVersionReads(database),
  ...createListReads(database),
  ...createHistoryReads(database),
  ...createIdempotencyReads(database),
  ...createBatchReads(database),
  ...createSavedViewReads(database),
})

const createTransaction = (database: Database): Transaction => ({
  ...createReader(database),
  ...createVersionWrites(database),
  ...createIdempotencyWrites(database),
  ...createBatchWrites(database),
  ...createSavedViewWrites(database),
  append: (entry) => appendEntry(database, entry),
})

/** A database of a store. */
interface StoreDatabase {
  readonly database: Database
  /** Absent: statements run one after the other. */
  readonly runTurn?: RunTurn
}

/** The largest number of commands that are written in one transaction: others wait so long for their turn. */
const maxCommandsAtOnce = 50

/**
 * The store on a database whose tables were migrated. `onWritten` is called after each transaction that wrote. Commands on one version that wait
 * for their turn get it together, and are loaded and saved with one query each.
 */
export function createSqlStore({ database, runTurn }: StoreDatabase, onWritten: () => void, isolation?: WriteIsolation): Store {
  let before: Promise<unknown> = Promise.resolve()
  /** Writers of this program wait here, and not with a connection each, which readers need. */
  const afterOthers = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work)
    before = result.catch(() => undefined)
    return result
  }
  const writeAlone = async <T>(work: (transaction: Transaction) => Promise<T>): Promise<T> => {
    const result = await afterOthers(() =>
      runInTurn(database, (transaction) => runAsCurrent(transaction, () => work(createTransaction(transaction))), isolation),
    )
    onWritten()
    return result
  }
  // With READ COMMITTED an engine on this database works in the transaction of a command, which it shares with no other one then.
  const isShared = isolation !== 'read committed'
  const runGroup = isShared && runTurn !== undefined ? runTurn : createTurn(database)
  const waiting: WaitingCommand[] = []
  const runNext = async (): Promise<void> => {
    const commands = waiting.splice(0, isShared ? maxCommandsAtOnce : 1)
    if (commands.length > 0 && (await runCommands(runGroup, commands))) onWritten()
  }
  const writeCommand = <T>(work: (transaction: Transaction) => Promise<T>, subject: CommandSubject): Promise<T> => {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    const runAlone = () => void writeAlone(work).then(resolve, reject)
    waiting.push({ subject, work, resolve: (result) => resolve(result as T), reject, runAlone })
    void afterOthers(runNext)
    return promise
  }
  return {
    read: (work) =>
      database
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((transaction) => runAsCurrent(transaction, () => work(createReader(transaction)))),
    write: (work, subject) => (subject === undefined ? writeAlone(work) : writeCommand(work, subject)),
  }
}
