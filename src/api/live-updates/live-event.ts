import type { EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { versionChangeSchema } from '#api/contract/events.ts'

const resyncId = v.nullable(v.string())

/** Something that the backend tells, as the console understands it; also as one tab passes it on to another. */
export const liveEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('change'), id: v.string(), change: versionChangeSchema }),
  v.object({ kind: v.literal('resync'), id: resyncId }),
  v.object({ kind: v.literal('heartbeat') }),
])
export type LiveEvent = v.InferOutput<typeof liveEventSchema>

const changeJsonSchema = v.pipe(v.string(), v.parseJson(), versionChangeSchema)

/** An event as it stood in the stream. One that a newer backend sends and nobody here understands may mean anything: everything is read again. */
export function parseLiveEvent({ event, id, data }: Pick<EventSourceMessage, 'event' | 'id' | 'data'>): LiveEvent {
  if (id === undefined) return { kind: 'heartbeat' }
  const change = event === 'change' ? v.safeParse(changeJsonSchema, data) : undefined
  return change?.success ? { kind: 'change', id, change: change.output } : { kind: 'resync', id }
}

const parseEventId = (id: string): readonly [epoch: string, sequence: number] => {
  const dot = id.lastIndexOf('.')
  return [id.slice(0, dot), Number(id.slice(dot + 1))]
}

/** Whether two ids are known to be of two histories. */
export const isOtherEpoch = (id: string | null, last: string | null): boolean =>
  id !== null && last !== null && parseEventId(id)[0] !== parseEventId(last)[0]

/** Whether `id` comes after `last` in the history, or is of another one. */
export const isLaterEvent = (id: string, last: string | null): boolean =>
  last === null || isOtherEpoch(id, last) || parseEventId(id)[1] > parseEventId(last)[1]
