import { isOtherEpoch, isLaterEvent, type LiveEvent } from './live-event.ts'

/** What a tab was told so far. */
export interface EventSequencer {
  /** The id of the last event; `null` if there was none. */
  readonly lastId: () => string | null
  /** Takes in an event, unless it was heard before; answers whether it was new. */
  readonly accept: (event: LiveEvent) => boolean
  /** Takes in an event that another tab passes on: it followed on `before` there. What was missed in between is made up for. */
  readonly acceptRelayed: (event: LiveEvent, before: string | null) => void
}

/** Begins to hear: `tell` is called with every event once; before one that is of another history than the last, `begin` is. */
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
