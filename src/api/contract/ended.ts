import { closeReasons } from '#domain/ending-reasons.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import * as v from 'valibot'
import { countSchema, instantSchema, userSchema } from './primitives.ts'

/** The closing or stopping of a version: time, actor, reason and note. */
export const endedSchema = v.object({
  at: instantSchema,
  action: v.picklist(['close', 'stop']),
  /** `null` for an automatic transition; `trigger` contains its cause. */
  actor: v.nullable(userSchema),
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  /** Number of people inside at that moment. */
  peopleInside: countSchema,
})
export type Ended = v.InferOutput<typeof endedSchema>
