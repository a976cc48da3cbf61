import type { Instant } from '#domain/version.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import type { OpenedStore } from './opened-store.ts'

/** Puts sample journeys into a store without a history. Returns whether it did. */
export async function addSample(database: OpenedStore, now: Instant): Promise<boolean> {
  if ((await database.store.read((reader) => reader.latestSequence())) > 0) return false
  await database.fill(await createDemoSeed(now))
  return true
}
