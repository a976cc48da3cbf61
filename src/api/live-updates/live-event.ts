import type { EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { changeSchema } from '#api/contract/events.ts'

const resyncId = v.nullable(v.string())

/** Something that the backend tells, as the console understands it; also as one tab passes it on to another. */
export const liveEventSchema = v.variant('kind', [
  v.object({ kind: v.literal('change'), id: v.string(), change: changeSchema }),
  v.object({ kind: v.literal('resync'), id: resyncId }),
  v.object({ kind: v.literal('heartbeat') }),
])
export type LiveEvent = v.InferOutput<typeof liveEventSchema>

const changeText = v.pipe(v.string(), v.parseJson(), changeSchema)

/** An event as it stood in the stream. One that a newer backend sends and nobody here understands may mean anything: everything is read again. */
export function toLiveEvent({ event, id, data }: Pick<EventSourceMessage, 'event' | 'id' | 'data'>): LiveEvent {
  if (id === undefined) return { kind: 'heartbeat' }
  const change = event === 'change' ? v.safeParse(changeText, data) : undefined
  return change?.success ? { kind: 'change', id, change: change.output } : { kind: 'resync', id }
}

const split = (id: string): readonly [epoch: string, sequence: number] => {
  const dot = id.lastIndexOf('.')
  return [id.slice(0, dot), Number(id.slice(dot + 1))]
}

/** Whether two ids are known to be of two histories. */
export const areApart = (id: string | null, last: string | null): boolean => id !== null && last !== null && split(id)[0] !== split(last)[0]

/** Whether `id` comes after `last` in the history, or is of another one. */
export const isAfter = (id: string, last: string | null): boolean => last === null || areApart(id, last) || split(id)[1] > split(last)[1]
