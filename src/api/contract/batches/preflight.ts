import { countSchema, idSchema, instantSchema, measurementEntries, messageCountsSchema } from '#api/contract/primitives.ts'
import { versionRefSchema } from '#api/contract/version.ts'
import { batchActions } from '#domain/batch.ts'
import * as v from 'valibot'
import { batchReasonCodeSchema, namedVersionEntries } from './batch.ts'

/** How long a preflight can start a batch, in milliseconds: 15 minutes. */
export const preflightLifetimeMs = 15 * 60_000

/** Maximum number of versions that a preflight names for each reason. */
export const maxNamedVersions = 20

/** Number of the versions with most people that a preflight shows. */
export const maxLargestVersions = 5

/**
 * The response of a preflight: what ending the selected versions would do now. The selection is frozen: a batch that is started with `id` ends
 * these versions and no other. Each selected version is counted in `endable`, or in one element of `refused`.
 */
export const preflightSchema = v.object({
  id: idSchema,
  action: v.picklist(batchActions),
  selected: countSchema,
  /** Number of versions that can be ended. */
  endable: countSchema,
  /** The others, by reason, the most frequent first. `versions` has the first of them, at most 20. */
  refused: v.array(v.object({ reasonCode: batchReasonCodeSchema, count: countSchema, versions: v.array(v.object(namedVersionEntries)) })),
  /** Number of people inside the versions that can be ended. */
  peopleInside: countSchema,
  /** Messages that these people would receive before the end: after a close they still do, after a stop they do not. */
  messages: messageCountsSchema,
  /** The versions with most people that can be ended, at most five. */
  largest: v.array(versionRefSchema),
  /** Number of the versions that can be ended which belong to teams of others, by team, most versions first. Absent from older backends. */
  otherTeams: v.optional(v.array(v.object({ team: idSchema, count: countSchema }))),
  /** True if `endable` has to be typed to start the batch. */
  requiresTypedCount: v.boolean(),
  asOf: instantSchema,
  ...measurementEntries,
  /** From then on it starts no batch. */
  expiresAt: instantSchema,
})
export type Preflight = v.InferOutput<typeof preflightSchema>

/** Freezes a selection, and tells what ending it would do. */
export const preflightRoute = { method: 'POST', path: '/api/batches/preflight', response: preflightSchema } as const
