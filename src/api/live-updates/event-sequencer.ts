import { areApart, isAfter, type LiveEvent } from './live-event.ts'

/** What a tab was told so far. */
export interface Hearing {
  /** The id of the last event; `null` if there was none. */
  readonly last: () => string | null
  /** Takes in an event, unless it was heard before; answers whether it was new. */
  readonly hear: (event: LiveEvent) => boolean
  /** Takes in an event that another tab passes on: it followed on `before` there. What was missed in between is made up for. */
  readonly overhear: (event: LiveEvent, before: string | null) => void
}

/** Begins to hear: `tell` is called with every event once; before one that is of another history than the last, `begin` is. */
export function hearing(tell: (event: LiveEvent) => void, begin: () => void): Hearing {
  let last: string | null = null
  const hear = (event: LiveEvent): boolean => {
    if (event.kind === 'change' && !isAfter(event.id, last)) return false
    if (event.kind !== 'heartbeat') {
      if (areApart(event.id, last)) begin()
      last = event.id
    }
    tell(event)
    return true
  }
  return {
    last: () => last,
    hear,
    overhear: (event, before) => {
      const missed = before !== last && before !== null && isAfter(before, last)
      if (event.kind === 'resync' || !missed) hear(event)
      else hear({ kind: 'resync', id: event.kind === 'change' ? event.id : before })
    },
  }
}
