import { channels } from '#domain/flow.ts'
import * as v from 'valibot'
import { countSchema, idSchema, instantSchema } from './primitives.ts'
import { statusSchema, versionRefSchema } from './version.ts'

/** Messages per channel. */
const messagesSchema = v.object(v.entriesFromList(channels, countSchema))

/** The answer of `GET /api/versions/{id}/impact`: what each ending, or publishing, would do now. Nothing has happened yet. */
export const impactSchema = v.object({
  versionId: idSchema,
  /** The state the numbers belong to; the action that follows names it in `If-Match`. */
  revision: countSchema,
  status: statusSchema,
  asOf: instantSchema,
  peopleInside: countSchema,
  close: v.object({
    /** Messages the people inside would still get on their way to the end. */
    messages: messagesSchema,
    /** When the last of them would leave; `null` when nobody is inside. */
    lastExit: v.nullable(instantSchema),
  }),
  stop: v.object({
    /** Messages that would never be sent. */
    messages: messagesSchema,
    oneStepFromEnd: countSchema,
    /** Whether the journey's name has to be typed to confirm. */
    typeName: v.boolean(),
  }),
  publish: v.object({
    /** The version that would close because this one takes its place. */
    closes: v.nullable(versionRefSchema),
  }),
  /** Versions that can still send people into this journey by a jump. */
  jumpsHere: v.array(versionRefSchema),
  /** Other versions of the journey that still have people inside. */
  otherVersions: v.array(versionRefSchema),
})
export type Impact = v.InferOutput<typeof impactSchema>
