import { closeReasons } from '#domain/ending-reasons.ts'
import { actions } from '#domain/lifecycle.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, userSchema } from './primitives.ts'
import { statusSchema } from './version.ts'

/** What can stand in a history: the actions, the creation, and the end of a drain. */
export const historyEventTypes = [...actions, 'create', 'finish'] as const
export type HistoryEventType = (typeof historyEventTypes)[number]

/** One line of the history. Lines are only ever added. */
export const historyEntrySchema = v.object({
  /** Grows with every entry of the whole backend; unique. */
  sequence: countSchema,
  versionId: idSchema,
  at: instantSchema,
  type: v.picklist(historyEventTypes),
  /** `null` when it happened by itself; `trigger` says how. */
  actor: v.nullable(userSchema),
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  /** `null` when there was none before. */
  before: v.nullable(statusSchema),
  /** `null` when there is none any more: it was deleted. */
  after: v.nullable(statusSchema),
  /** How many people were inside at that moment, before it took effect. */
  peopleInside: countSchema,
})
export type HistoryEntry = v.InferOutput<typeof historyEntrySchema>

/** The answer of `GET /api/versions/{id}/history`: newest first. */
export const historySchema = v.object({ items: v.array(historyEntrySchema), nextCursor: v.nullable(v.string()) })
export type History = v.InferOutput<typeof historySchema>
