import { AsyncLocalStorage } from 'node:async_hooks'

const storage = new AsyncLocalStorage<string>()

/** Runs the work of an operation, whose name `getCurrentOperation` gives meanwhile: never with identifiers or texts of a request. */
export const runAsOperation = <T>(name: string, work: () => Promise<T>): Promise<T> => storage.run(name, work)

/** The name of the request or of the run that the caller belongs to. */
export const getCurrentOperation = (): string => storage.getStore() ?? 'unknown'
