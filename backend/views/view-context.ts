import type { Instant } from '#domain/version.ts'
import type { Engine } from '#backend/engine/engine.ts'
import type { Environment } from '#backend/environment.ts'
import { createProjectedReader } from '#backend/history/projected-reader.ts'
import type { Reader } from '#backend/store/store.ts'

/** What a view is built from: one consistent state of the store, the engine, and the time of the read. */
export interface ViewContext {
  readonly reader: Reader
  readonly engine: Engine
  readonly at: Instant
}

/** The context of a read inside a transaction: transitions that are due show as done. */
export const createViewContext = async (reader: Reader, engine: Engine, at: Instant): Promise<ViewContext> => ({
  reader: await createProjectedReader(reader, engine, at),
  engine,
  at,
})

/** Runs a read on one consistent state. Writes nothing. */
export const readConsistent = <T>({ store, engine, clock }: Environment, work: (context: ViewContext) => Promise<T>): Promise<T> =>
  store.read(async (reader) => work(await createViewContext(reader, engine, clock())))
