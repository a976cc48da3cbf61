import type { Seed, Store } from '#backend/store/store.ts'

/** The database of a server, opened. */
export interface OpenedStore {
  readonly store: Store
  /** Brings the tables to this release. */
  migrate(): Promise<void>
  /** Writes the first contents of a store, in one transaction. Throws if it is not empty. */
  fill(seed: Seed): Promise<void>
  /** Calls `listener` after each change that was committed, here or on another replica. A hint: several changes may give one call. */
  onChange(listener: () => void): () => void
  /** Throws if the database does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
