import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { modeSchema } from '#mocks/faults/network-conditions.ts'
import { clockSchema, speeds } from './demo-clock.ts'
import { colleagueDeedSchema } from '#mocks/faults/fault.ts'

/** Whom one can act as in the demo. */
export const roles = ['marketer', 'viewer'] as const

/** What the demo remembers about itself. */
export const keptSchema = v.object({
  /** Which seed its store was begun with. */
  edition: v.string(),
  actingAs: v.picklist(roles),
  /** Whether the one whom one acts as is signed in: not once the session has expired. */
  signedIn: v.optional(v.boolean(), true),
  /** What that one may not do any more. */
  revoked: v.optional(v.array(v.picklist(permissions)), []),
  /** How the backend, or the way to it, is. */
  backend: v.optional(modeSchema, 'normal'),
  clock: clockSchema,
})
export type Kept = v.InferOutput<typeof keptSchema>

/** Where it is remembered. */
export interface Shelf {
  /** What is on it; `undefined` if there is nothing, or nothing that makes sense. */
  read(): Promise<Kept | undefined>
  /** Puts what `change` makes of what is on it, in one go, and answers that. */
  put(change: (kept: Kept | undefined) => Kept): Promise<Kept>
}

/** A shelf that is forgotten when the program ends. */
export function memoryShelf(): Shelf {
  let kept: Kept | undefined
  return { read: async () => kept, put: async (change) => (kept = change(kept)) }
}

/** The demo's settings as its menu shows them. */
export const settingsSchema = v.object({
  actingAs: v.picklist(roles),
  signedIn: v.boolean(),
  revoked: v.array(v.picklist(permissions)),
  backend: modeSchema,
  speed: v.picklist(speeds),
  /** The demo's time, ISO 8601. */
  now: v.pipe(v.string(), v.isoTimestamp()),
})
export type Settings = v.InferOutput<typeof settingsSchema>

/** What can be chosen. */
export const choiceSchema = v.strictObject({
  actingAs: v.exactOptional(v.picklist(roles)),
  signedIn: v.exactOptional(v.boolean()),
  revoked: v.exactOptional(v.array(v.picklist(permissions))),
  backend: v.exactOptional(modeSchema),
  speed: v.exactOptional(v.picklist(speeds)),
})
export type Choice = v.InferOutput<typeof choiceSchema>

const day = 86_400_000
const longestJump = 3650

/** What another marketer is to do, and in how many milliseconds: at once where that is not said. */
export const colleagueSchema = v.strictObject({
  ...colleagueDeedSchema.entries,
  afterMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(60_000))),
})
export type ColleagueOrder = v.InferOutput<typeof colleagueSchema>

/** How far to jump; read as milliseconds. */
export const jumpSchema = v.union([
  v.pipe(
    v.strictObject({ days: v.pipe(v.number(), v.minValue(0), v.maxValue(longestJump)) }),
    v.transform(({ days }) => Math.round(days * day)),
  ),
  v.pipe(
    v.strictObject({ ms: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(longestJump * day)) }),
    v.transform(({ ms }) => ms),
  ),
])
