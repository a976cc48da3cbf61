import { closeReasons } from '#domain/ending-reasons.ts'
import { actions } from '#domain/lifecycle.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import * as v from 'valibot'
import { countSchema, idSchema, instantSchema, userSchema } from './primitives.ts'
import { statusSchema } from './version.ts'

/** Types of history entries: the actions, the creation, and the end of a drain. */
export const historyEventTypes = [...actions, 'create', 'finish'] as const
export type HistoryEventType = (typeof historyEventTypes)[number]

/** One entry of the history. The history is append-only. */
export const historyEntrySchema = v.object({
  /** Grows with every entry of the whole backend; unique. */
  sequence: countSchema,
  versionId: idSchema,
  at: instantSchema,
  type: v.picklist(historyEventTypes),
  /** `null` for an automatic transition; `trigger` contains its cause. */
  actor: v.nullable(userSchema),
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  /** `null` if there was no status before. */
  before: v.nullable(statusSchema),
  /** `null` after a deletion. */
  after: v.nullable(statusSchema),
  /** Number of people inside at that moment, before the change took effect. */
  peopleInside: countSchema,
  /** The batch that ended the version. Absent: the change was not part of a batch. */
  batchId: v.optional(idSchema),
})
export type HistoryEntry = v.InferOutput<typeof historyEntrySchema>

/** The response of `GET /api/versions/{id}/history`: newest first. */
export const historySchema = v.object({ items: v.array(historyEntrySchema), nextCursor: v.nullable(v.string()) })
export type History = v.InferOutput<typeof historySchema>

/** Reads a page of the history of a version. */
export const historyRoute = { method: 'GET', path: '/api/versions/{id}/history', response: historySchema } as const
