import * as v from 'valibot'
import { countSchema, idSchema, instantSchema } from '#api/contract/primitives.ts'

/** What an engine elsewhere is told to do. */
export const engineCommandTypes = ['publish', 'freeze', 'unfreeze', 'close', 'stop'] as const
export type EngineCommandType = (typeof engineCommandTypes)[number]

/** The largest number of commands in a response. */
export const maxEngineCommands = 200

const versionNameSchema = v.object({
  id: idSchema,
  name: v.string(),
  number: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Whether the version has been deleted. Absent: it has not. */
  deleted: v.optional(v.boolean()),
  /** Whether it belongs to another team, so that the user may not replay its commands. Absent: it does not. */
  otherTeam: v.optional(v.boolean()),
})

/** The commands that the engine has not accepted. If this server executes journeys by itself, there are none. */
export const engineCommandsSchema = v.object({
  asOf: instantSchema,
  /** Whether something else executes the journeys, to which commands are sent. Absent: an older server, which does not say so. */
  hasOutbox: v.optional(v.boolean()),
  /** The commands that are not sent again before they are replayed, oldest first. */
  items: v.array(
    v.object({
      id: idSchema,
      type: v.picklist(engineCommandTypes),
      version: versionNameSchema,
      /** The epoch of the version: an engine refuses a command that is older than the newest it knows. */
      epoch: countSchema,
      /** When the version changed. */
      at: instantSchema,
      attempts: countSchema,
      /** Why the last attempt failed, in English. */
      failure: v.string(),
    }),
  ),
  /** The number of such commands, of which `items` has the first ones. */
  total: countSchema,
  /** The number of commands that the engine has not accepted yet, and that are sent again by themselves. */
  waiting: countSchema,
  /** The stopped versions whose executions the engine still ends. Nothing more is sent for them. */
  cleanups: v.array(v.object({ version: versionNameSchema, asOf: instantSchema, cleanedUp: countSchema, toCleanUp: countSchema })),
})
export type EngineCommands = v.InferOutput<typeof engineCommandsSchema>

/** Reads the commands that the engine has not accepted. */
export const engineCommandsRoute = { method: 'GET', path: '/api/engine/commands', response: engineCommandsSchema } as const

/** The body of a replay. */
export const replaySchema = v.strictObject({})

/** Sends a command again. */
export const replayRoute = { method: 'POST', path: '/api/engine/commands/{id}/replay', response: engineCommandsSchema } as const
