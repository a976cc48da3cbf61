import * as v from 'valibot'
import { activityKinds, channels } from '#domain/flow.ts'
import { idSchema, instantSchema } from '#api/contract/primitives.ts'
import { versionRefSchema } from '#api/contract/version.ts'
import { personIdSchema } from './person-id.ts'

/** The body of `POST /api/people/look-up`. The identifier is in no address, so that no log has it. */
export const personLookUpRequestSchema = v.strictObject({ id: personIdSchema })

/** What became of a walk: the person is inside, has completed the path, was timed out, or was stopped. */
export const walkStates = ['inside', 'completed', 'timedOut', 'stopped'] as const

/** What became of a message: handed over to its channel, not yet, or refused because of a stop. */
export const messageStates = ['accepted', 'pending', 'refused'] as const

const walkSchema = v.object({
  version: versionRefSchema,
  /** Whether the version has been deleted. Absent: it has not. */
  deleted: v.optional(v.boolean()),
  state: v.picklist(walkStates),
  /** Where the person is, or was last. */
  activity: v.object({ id: idSchema, kind: v.picklist(activityKinds), name: v.string() }),
  enteredAt: instantSchema,
  leftAt: v.nullable(instantSchema),
  /** In the order of time. */
  messages: v.array(
    v.object({
      at: instantSchema,
      channel: v.picklist(channels),
      /** Name of the activity that sends it. */
      activity: v.string(),
      state: v.picklist(messageStates),
    }),
  ),
})

/** The response: the walks of the person, newest first, at most `maxWalks`. Those that ended long ago are deleted. */
export const personLookUpSchema = v.object({ asOf: instantSchema, walks: v.array(walkSchema) })
export type PersonLookUp = v.InferOutput<typeof personLookUpSchema>

/** Maximum number of walks in a response. */
export const maxWalks = 100

/** Finds where a customer is and was, and the messages to them. */
export const personLookUpRoute = { method: 'POST', path: '/api/people/look-up', response: personLookUpSchema } as const
