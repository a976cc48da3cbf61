import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { networkConditionSchema } from '#mocks/faults/network-conditions.ts'
import { clockSchema, speeds } from './demo-clock.ts'
import { seedSizes } from '#mocks/seed/seed-sizes.ts'
import { secondUserActionSchema } from '#mocks/faults/fault.ts'

/** The roles to choose from in the demo. */
export const roles = ['marketer', 'viewer'] as const

/** The settings that the demo persists. */
export const persistedSettingsSchema = v.object({
  /** The version of the seed in the store. */
  seedVersion: v.string(),
  actingAs: v.picklist(roles),
  /** Whether the acting user is signed in; false after the session has expired. */
  signedIn: v.optional(v.boolean(), true),
  /** Permissions revoked from the acting user. */
  revoked: v.optional(v.array(v.picklist(permissions)), []),
  /** The network condition. */
  backend: v.optional(networkConditionSchema, 'normal'),
  /** About how many versions the store was filled with. */
  size: v.optional(v.picklist(seedSizes), seedSizes[0]),
  clock: clockSchema,
})
export type PersistedSettings = v.InferOutput<typeof persistedSettingsSchema>

/** Storage of the settings. */
export interface SettingsStore {
  /** Returns the settings; `undefined` if there are none or they cannot be parsed. */
  read(): Promise<PersistedSettings | undefined>
  /** Replaces the settings by `change(settings)` in one transaction and returns the new ones. */
  update(change: (settings: PersistedSettings | undefined) => PersistedSettings): Promise<PersistedSettings>
}

/** In-memory settings, lost when the program ends. */
export function createMemorySettingsStore(): SettingsStore {
  let settings: PersistedSettings | undefined
  return { read: async () => settings, update: async (change) => (settings = change(settings)) }
}

/** The demo's settings as its menu shows them. */
export const settingsSchema = v.object({
  actingAs: v.picklist(roles),
  signedIn: v.boolean(),
  revoked: v.array(v.picklist(permissions)),
  backend: networkConditionSchema,
  speed: v.picklist(speeds),
  size: v.picklist(seedSizes),
  /** The size that this tab is filling the store with, and the share that is written; `null` if it is not. */
  preparing: v.nullable(v.object({ size: v.picklist(seedSizes), share: v.number() })),
  /** The demo's time, ISO 8601. */
  now: v.pipe(v.string(), v.isoTimestamp()),
})
export type Settings = v.InferOutput<typeof settingsSchema>

/** The settings that the menu can change. */
export const settingsChangeSchema = v.strictObject({
  actingAs: v.exactOptional(v.picklist(roles)),
  signedIn: v.exactOptional(v.boolean()),
  revoked: v.exactOptional(v.array(v.picklist(permissions))),
  backend: v.exactOptional(networkConditionSchema),
  speed: v.exactOptional(v.picklist(speeds)),
})
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>

/** A reset, to another size or to the same. */
export const resetSchema = v.strictObject({ size: v.exactOptional(v.picklist(seedSizes)) })
export type Reset = v.InferOutput<typeof resetSchema>

const day = 86_400_000
const maxJumpDays = 3650

/** A second user's action, with a delay in milliseconds (default: none). */
export const secondUserCommandSchema = v.strictObject({
  ...secondUserActionSchema.entries,
  afterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))),
})
export type SecondUserCommand = v.InferOutput<typeof secondUserCommandSchema>

/** Forward jump of the clock; parsed into milliseconds. */
export const jumpSchema = v.union([
  v.pipe(
    v.strictObject({ days: v.pipe(v.number(), v.minValue(0), v.maxValue(maxJumpDays)) }),
    v.transform(({ days }) => Math.round(days * day)),
  ),
  v.pipe(
    v.strictObject({ ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxJumpDays * day)) }),
    v.transform(({ ms }) => ms),
  ),
])
