import type { Instant } from '#domain/version.ts'
import { seedVersion } from '#mocks/seed/seed.ts'
import { seedSizes, type SeedSize } from '#mocks/seed/seed-sizes.ts'
import type { PersistedSettings } from './settings.ts'

/** The settings of a demo of a size that begins at the real time `realTime` and shows the time `shownTime`. */
export const createInitialSettings = (
  realTime: number,
  shownTime: Instant = realTime,
  size: SeedSize = seedSizes[0],
): PersistedSettings => ({
  seedVersion,
  actingAs: 'marketer',
  signedIn: true,
  revoked: [],
  backend: 'normal',
  size,
  clock: { base: shownTime, since: realTime, speed: 1 },
})
