import type { Instant } from '#domain/version.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { Environment } from '#backend/environment.ts'
import { createProjectedReader } from '#backend/history/projected-reader.ts'
import type { Reader } from '#backend/store/store.ts'
import type { Rights } from '#domain/rights.ts'

/** What a view is built from: one consistent state of the store, the engine, and the time of the read. */
export interface ViewContext {
  readonly reader: Reader
  readonly engine: Engine
  readonly at: Instant
  /** Those of the user who reads. */
  readonly rights: Rights
}

/** The context of a read inside a transaction: transitions that are due show as done. */
export const createViewContext = async (reader: Reader, engine: Engine, at: Instant, rights: Rights): Promise<ViewContext> => ({
  reader: await createProjectedReader(reader, engine, at),
  engine,
  at,
  rights,
})

/** Runs a read of a user with `rights` on one consistent state. Writes nothing. */
export const readConsistent = <T>(
  { store, engine, clock }: Environment,
  rights: Rights,
  work: (context: ViewContext) => Promise<T>,
): Promise<T> => store.read(async (reader) => work(await createViewContext(reader, engine, clock(), rights)))
