import { closeReasons } from '#domain/ending-reasons.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import * as v from 'valibot'
import { countSchema, instantSchema, userSchema } from './primitives.ts'

/** How, by whom and why a version was closed or stopped. */
export const endedSchema = v.object({
  at: instantSchema,
  action: v.picklist(['close', 'stop']),
  /** `null` when it happened by itself; `trigger` says how. */
  actor: v.nullable(userSchema),
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  /** How many people were inside at that moment. */
  peopleInside: countSchema,
})
export type Ended = v.InferOutput<typeof endedSchema>
