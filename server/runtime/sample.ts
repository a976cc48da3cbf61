import type { Instant } from '#domain/version.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import type { OpenStore } from '#server/store/open-store.ts'

/** Puts sample journeys into a store without a history. Returns whether it did. */
export async function addSample(database: Pick<OpenStore, 'store' | 'fill'>, now: Instant): Promise<boolean> {
  if ((await database.store.read((reader) => reader.latestSequence())) > 0) return false
  await database.fill(await createDemoSeed(now))
  return true
}
