import type { Instant } from '#domain/version.ts'
import { seedVersion } from '#mocks/seed/seed.ts'
import type { PersistedSettings } from './settings.ts'

/** The settings of a demo that begins at the real time `realTime` and shows the time `shownTime`. */
export const createInitialSettings = (realTime: number, shownTime: Instant = realTime): PersistedSettings => ({
  seedVersion,
  actingAs: 'marketer',
  signedIn: true,
  revoked: [],
  backend: 'normal',
  clock: { base: shownTime, since: realTime, speed: 1 },
})
