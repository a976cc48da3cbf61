import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from './tables.ts'

const storage = new AsyncLocalStorage<Database>()

/** Runs the work of a transaction of the store, which `getCurrentTransaction` finds meanwhile. */
export const runAsCurrent = <T>(transaction: Database, work: () => Promise<T>): Promise<T> => storage.run(transaction, work)

/**
 * The transaction of the store that the caller runs in; `undefined` outside of one. An engine on the same database sees there what the
 * store sees, writes with it or not at all, and needs no second connection.
 */
export const getCurrentTransaction = (): Database | undefined => storage.getStore()
