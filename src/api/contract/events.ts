import * as v from 'valibot'
import { historyEventTypes } from './history.ts'
import { countSchema, idSchema, instantSchema } from './primitives.ts'

/*
 * The stream of `GET /api/events`: server-sent events (WHATWG HTML, 9.2). Event ids are `<epoch>.<sequence>`. The sequence is that of the
 * history; it increases as long as the epoch is the same. A client that sends the last id it received as `Last-Event-ID` receives the
 * missed events.
 */

/** `event: change`, with an id: a version has changed, and the change is in its history. */
export const versionChangeSchema = v.object({
  sequence: countSchema,
  versionId: idSchema,
  journeyId: idSchema,
  type: v.picklist(historyEventTypes),
  at: instantSchema,
})
export type VersionChange = v.InferOutput<typeof versionChangeSchema>

/** `event: batch`, without an id: a batch has started, progressed or ended. Several changes of one batch may be one event. */
export const batchChangeSchema = v.object({ batchId: idSchema })
export type BatchChange = v.InferOutput<typeof batchChangeSchema>

/** `event: heartbeat`, without an id: the stream is alive. No version need have changed, but people may have moved along their paths. */
export const heartbeatSchema = v.object({ at: instantSchema })
export type Heartbeat = v.InferOutput<typeof heartbeatSchema>

/** `event: resync`, with an id: missed events cannot be replayed one by one. The client has to refetch everything. */
export const resyncSchema = v.object({ at: instantSchema })
export type Resync = v.InferOutput<typeof resyncSchema>

/** Heartbeat timeout, in milliseconds: a stream without any event for longer is dead, even if the network reports no error. */
export const heartbeatTimeoutMs = 12_000

/** Maximum interval of the heartbeats that a host sends, in milliseconds: one may be late or lost before the stream counts as dead. */
export const maxHeartbeatIntervalMs = heartbeatTimeoutMs / 2

/** The id of an event of the stream, on the wire `<epoch>.<sequence>`. The sequence increases as long as the epoch is the same. */
export interface EventId {
  readonly epoch: string
  readonly sequence: number
}

export const formatEventId = ({ epoch, sequence }: EventId): string => `${epoch}.${sequence}`

/** Parses an event id; `null` if the text is not one. */
export function parseEventId(id: string | null): EventId | null {
  const [, epoch, sequence] = /^([^.]{1,100})\.(\d{1,15})$/.exec(id ?? '') ?? []
  return epoch && sequence ? { epoch, sequence: Number(sequence) } : null
}

/** True if both ids are present and their epochs differ. */
export const isOtherEpoch = (id: string | null, last: string | null): boolean =>
  id !== null && last !== null && parseEventId(id)?.epoch !== parseEventId(last)?.epoch

/** True if `id` comes after `last` in the same epoch, or belongs to another epoch. */
export const isLaterEvent = (id: string, last: string | null): boolean =>
  last === null || isOtherEpoch(id, last) || (parseEventId(id)?.sequence ?? 0) > (parseEventId(last)?.sequence ?? 0)

/** Reads the event stream. */
export const eventsRoute = { method: 'GET', path: '/api/events', response: null } as const
