import type { EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { isLaterEvent, isOtherEpoch } from '#api/contract/event-id.ts'
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

/** What a tab was told so far. */
export interface EventSequencer {
  /** The id of the last event; `null` if there was none. */
  readonly lastId: () => string | null
  /** Takes in an event, unless it was heard before; answers whether it was new. */
  readonly accept: (event: LiveEvent) => boolean
  /** Takes in an event that another tab passes on: it followed on `before` there. What was missed in between is made up for. */
  readonly acceptRelayed: (event: LiveEvent, before: string | null) => void
}

/** Begins to hear: `onEvent` is called with every event once; before one that is of another history than the last, `onEpochChange` is. */
export function createEventSequencer(onEvent: (event: LiveEvent) => void, onEpochChange: () => void): EventSequencer {
  let lastId: string | null = null
  const accept = (event: LiveEvent): boolean => {
    if (event.kind === 'change' && !isLaterEvent(event.id, lastId)) return false
    if (event.kind !== 'heartbeat') {
      if (isOtherEpoch(event.id, lastId)) onEpochChange()
      lastId = event.id
    }
    onEvent(event)
    return true
  }
  return {
    lastId: () => lastId,
    accept,
    acceptRelayed: (event, before) => {
      const missed = before !== lastId && before !== null && isLaterEvent(before, lastId)
      if (event.kind === 'resync' || !missed) accept(event)
      else accept({ kind: 'resync', id: event.kind === 'change' ? event.id : before })
    },
  }
}
