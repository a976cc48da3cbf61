import type { Reader, Store, Transaction } from '#backend/store/store.ts'
import { runAsCurrent } from './current-transaction.ts'
import { createBatchReads } from './batches/batch-reads.ts'
import { createBatchWrites } from './batches/batch-writes.ts'
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

/** The store on a database whose tables were migrated. `onWritten` is called after each transaction that wrote. */
export function createSqlStore(database: Database, onWritten: () => void, isolation?: WriteIsolation): Store {
  let before: Promise<unknown> = Promise.resolve()
  /** Writers of this program wait here, and not with a connection each, which readers need. */
  const afterOthers = <T>(work: () => Promise<T>): Promise<T> => {
    const result = before.then(work)
    before = result.catch(() => undefined)
    return result
  }
  return {
    read: (work) =>
      database
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute((transaction) => runAsCurrent(transaction, () => work(createReader(transaction)))),
    write: async (work) => {
      const result = await afterOthers(() =>
        runInTurn(database, (transaction) => runAsCurrent(transaction, () => work(createTransaction(transaction))), isolation),
      )
      onWritten()
      return result
    },
  }
}
