import { channels } from '#domain/flow.ts'
import * as v from 'valibot'

/** A moment on the wire: ISO 8601 in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const instantSchema = v.pipe(v.string(), v.isoTimestamp())

/** A number of people, messages or versions. */
export const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0))

/** An opaque identifier. */
export const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(100))

/** The time zone in which a request counts days: a name of the IANA database. The backend knows which there are. */
export const timeZoneSchema = v.optional(v.string(), 'UTC')

/** A user of the console. */
export const userSchema = v.object({ id: idSchema, name: v.string() })
export type User = v.InferOutput<typeof userSchema>

/** Number of messages, by channel. */
export const messageCountsSchema = v.object(v.entriesFromList(channels, countSchema))
export type MessageCounts = v.InferOutput<typeof messageCountsSchema>

/**
 * What the numbers of people in a response are: the time that they belong to, if it is not `asOf`, and whether they were counted (or
 * computed exactly) or estimated. Absent from older backends, whose numbers are exact and as of the response.
 */
export const measurementEntries = {
  peopleAsOf: v.optional(instantSchema),
  basis: v.optional(v.picklist(['exact', 'estimate'])),
}
