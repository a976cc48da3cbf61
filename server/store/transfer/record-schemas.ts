import { historyEventTypes } from '#api/contract/history.ts'
import { idSchema, userSchema } from '#api/contract/primitives.ts'
import { triggers } from '#domain/automatic-transitions.ts'
import { closeReasons } from '#domain/ending-reasons.ts'
import { activityKinds, entryTypes } from '#domain/flow.ts'
import { statuses } from '#domain/lifecycle.ts'
import type { EntryRecord, VersionRecord } from '#backend/store/records.ts'
import * as v from 'valibot'

const instantSchema = v.pipe(v.number(), v.finite())
const momentSchema = v.nullable(instantSchema)
const countSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0))
const lengthSchema = v.pipe(v.number(), v.minValue(0))
const nullableUserSchema = v.nullable(userSchema)

const branchSchema = v.strictObject({
  to: idSchema,
  share: v.pipe(v.number(), v.minValue(0), v.maxValue(100)),
  name: v.exactOptional(v.string()),
})

const activitySchema = v.strictObject({
  id: idSchema,
  kind: v.picklist(activityKinds),
  name: v.string(),
  durationMs: lengthSchema,
  next: v.array(branchSchema),
  promised: v.exactOptional(v.literal(true)),
  template: v.exactOptional(v.string()),
  journeyId: v.exactOptional(idSchema),
})

const flowSchema = v.strictObject({
  entry: v.strictObject({
    type: v.picklist(entryTypes),
    audience: v.exactOptional(v.string()),
    hourly: v.pipe(v.array(lengthSchema), v.length(24)),
    lastsMs: v.exactOptional(lengthSchema),
  }),
  activities: v.pipe(v.array(activitySchema), v.minLength(1)),
})

const endedSchema = v.strictObject({
  at: instantSchema,
  action: v.picklist(['close', 'stop']),
  actor: nullableUserSchema,
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  peopleInside: countSchema,
})

/** A version as it is stored, and as it stands in a line of an export. */
export const versionRecordSchema = v.strictObject({
  id: idSchema,
  journeyId: idSchema,
  name: v.string(),
  number: v.pipe(countSchema, v.minValue(1)),
  latest: v.boolean(),
  revision: v.pipe(countSchema, v.minValue(1)),
  description: v.string(),
  tags: v.array(v.string()),
  status: v.picklist(statuses),
  flow: flowSchema,
  globalTimeout: lengthSchema,
  startsAt: momentSchema,
  endsAt: momentSchema,
  createdAt: instantSchema,
  createdBy: userSchema,
  updatedAt: instantSchema,
  updatedBy: nullableUserSchema,
  publishedAt: momentSchema,
  publishedBy: nullableUserSchema,
  pauses: v.array(v.strictObject({ from: instantSchema, to: instantSchema })),
  ended: v.nullable(endedSchema),
  closedAt: momentSchema,
  stoppedAt: momentSchema,
  finishedAt: momentSchema,
  deletedAt: momentSchema,
  dueAt: momentSchema,
  timeZone: v.string(),
  reentrance: v.boolean(),
  team: v.exactOptional(idSchema),
}) satisfies v.GenericSchema<unknown, VersionRecord>

/** A history entry before the store gives it a sequence. */
export const entryRecordSchema = v.strictObject({
  versionId: idSchema,
  journeyId: idSchema,
  at: instantSchema,
  type: v.picklist(historyEventTypes),
  actor: nullableUserSchema,
  trigger: v.nullable(v.picklist(triggers)),
  reason: v.nullable(v.picklist(closeReasons)),
  note: v.string(),
  before: v.nullable(v.picklist(statuses)),
  after: v.nullable(v.picklist(statuses)),
  peopleInside: countSchema,
  batchId: v.exactOptional(idSchema),
}) satisfies v.GenericSchema<unknown, EntryRecord>
