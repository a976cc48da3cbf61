import { closeReasons } from '#domain/ending-reasons.ts'
import { entryTypes } from '#domain/flow.ts'
import { statuses } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { idSchema, timeZoneSchema } from '#api/contract/primitives.ts'

/** The filters by values, of which any may match. Without values they leave nothing out. */
export const valueFilters = ['type', 'createdBy', 'publishedBy', 'reason', 'tag', 'uses'] as const
export type ValueFilter = (typeof valueFilters)[number]

/** Maximum number of values of such a filter. */
export const maxFilterValues = 20

/** Maximum length of such a value. */
export const maxFilterValueLength = 100

/** The filters by the last days of `timeZone`, today included. */
export const dayFilters = ['endedWithin', 'publishedWithin', 'updatedWithin'] as const
export type DayFilter = (typeof dayFilters)[number]

/** Maximum number of days. */
export const maxFilterDays = 365

// Marked, so that a build that does not parse queries has none of their schemas.
/* @__NO_SIDE_EFFECTS__ */
const severalOf = <Value extends v.GenericSchema<string>>(value: Value) =>
  v.optional(v.pipe(v.array(value), v.maxLength(maxFilterValues)), [])

const textSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(maxFilterValueLength))

const daysSchema = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxFilterDays)))

/** Which versions: what the list, the counts of its filters, its export and the selection of a batch have in common. */
export const filterQuerySchema = v.strictObject({
  search: v.optional(v.pipe(v.string(), v.maxLength(200)), ''),
  /** Only these statuses; empty: every status. */
  status: v.optional(v.array(v.picklist(statuses)), []),
  type: severalOf(v.picklist(entryTypes)),
  /** Only versions with one of these tags. */
  tag: severalOf(textSchema),
  /** Only versions that use one of these things: keys as `formatUsedKey` writes them. */
  uses: severalOf(textSchema),
  /** Identifiers of users. */
  createdBy: severalOf(idSchema),
  publishedBy: severalOf(idSchema),
  /** Only versions that were closed or stopped for one of these reasons. */
  reason: severalOf(v.picklist(closeReasons)),
  /** Only versions that were closed or stopped in the last n days of `timeZone`, today included. */
  endedWithin: daysSchema,
  publishedWithin: daysSchema,
  updatedWithin: daysSchema,
  timeZone: timeZoneSchema,
  versions: v.optional(v.picklist(['latest', 'all']), 'latest'),
})
export type FilterQuery = v.InferOutput<typeof filterQuerySchema>
