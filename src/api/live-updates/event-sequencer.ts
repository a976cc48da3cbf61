import type { EventSourceMessage } from 'eventsource-parser'
import * as v from 'valibot'
import { isLaterEvent, isOtherEpoch, versionChangeSchema } from '#api/contract/events.ts'

const resyncId = v.nullable(v.string())

/** An event of the stream after parsing. Tabs relay events to each other in the same shape. */
export const liveEventSchema = v.union([
  v.object({ kind: v.literal('change'), id: v.string(), change: versionChangeSchema }),
  v.object({ kind: v.literal('resync'), id: resyncId }),
  v.object({ kind: v.picklist(['heartbeat', 'batch']) }),
])
export type LiveEvent = v.InferOutput<typeof liveEventSchema>

const changeJsonSchema = v.pipe(v.string(), v.parseJson(), versionChangeSchema)

/** Parses an event of the stream. An unknown event of a newer backend may mean any change, so it becomes a resync. */
export function parseLiveEvent({ event, id, data }: Pick<EventSourceMessage, 'event' | 'id' | 'data'>): LiveEvent {
  if (id === undefined) return { kind: event === 'batch' ? event : 'heartbeat' }
  const change = event === 'change' ? v.safeParse(changeJsonSchema, data) : undefined
  return change?.success ? { kind: 'change', id, change: change.output } : { kind: 'resync', id }
}

/** Tracks the last event id of a tab, and removes duplicates. */
export interface EventSequencer {
  /** The id of the last event; `null` if there was none. */
  readonly lastId: () => string | null
  /** Handles an event unless it is a duplicate. Returns whether it was new. */
  readonly accept: (event: LiveEvent) => boolean
  /** Handles an event relayed by the leader tab; `before` is its predecessor there. If its predecessor is unknown here, emits a resync. */
  readonly acceptRelayed: (event: LiveEvent, before: string | null) => void
}

/** Calls `onEvent` once per event, and `onEpochChange` first when the epoch differs. */
export function createEventSequencer(onEvent: (event: LiveEvent) => void, onEpochChange: () => void): EventSequencer {
  let lastId: string | null = null
  const accept = (event: LiveEvent): boolean => {
    if (event.kind === 'change' && !isLaterEvent(event.id, lastId)) return false
    if ('id' in event) {
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
