import * as v from 'valibot'
import { historyEventTypes } from './history.ts'
import { countSchema, idSchema, instantSchema } from './primitives.ts'

/*
 * The stream of `GET /api/events`, server-sent events (WHATWG HTML, 9.2). Their ids are `<epoch>.<sequence>`: the sequence is that of the
 * history, which counts up as long as the epoch is the same. A client that names the last id it saw in `Last-Event-ID` is told what it missed.
 */

/** `event: change`, with an id: something happened to a version, and is written in its history. */
export const versionChangeSchema = v.object({
  sequence: countSchema,
  versionId: idSchema,
  journeyId: idSchema,
  type: v.picklist(historyEventTypes),
  at: instantSchema,
})
export type VersionChange = v.InferOutput<typeof versionChangeSchema>

/** `event: heartbeat`, without an id: the stream lives. Nothing else may have happened, but people have walked on. */
export const heartbeatSchema = v.object({ at: instantSchema })
export type Heartbeat = v.InferOutput<typeof heartbeatSchema>

/** `event: resync`, with an id: what was missed cannot be told one by one; everything has to be read again. */
export const resyncSchema = v.object({ at: instantSchema })
export type Resync = v.InferOutput<typeof resyncSchema>

/** The longest that a stream is silent, in milliseconds: one from which nothing has come for longer is dead, whatever the network says. */
export const heartbeatTimeoutMs = 12_000
