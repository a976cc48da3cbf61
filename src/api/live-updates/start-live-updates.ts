import type { QueryClient } from '@tanstack/react-query'
import { hearing } from './event-sequencer.ts'
import { keepListening, type Line } from './reconnecting-stream.ts'
import { setTold } from '#api/queries/polling.ts'
import { forgetNewest, keepNewest } from '#api/cache/monotonic-reads.ts'
import type { LiveEvent } from './live-event.ts'
import { openEvents } from './event-stream-client.ts'
import { reReading } from './refetch-scheduler.ts'
import { sessionOptions } from '#api/queries/session.ts'
import { shareStream } from './leader-election.ts'
import { wait, waitForReason } from '#api/http/delay.ts'
import { wakefulness } from './wake-detector.ts'

/** By which the tabs of a browser find each other. */
const name = 'journey-console-events'

const isVisible = () => document.visibilityState === 'visible'

const line: Line = { open: (last, signal) => openEvents(fetch, last, signal), wait, rest: waitForReason, random: Math.random }

/** Listens to the backend's events, and keeps true by them what is on screen, until it is told to end. */
export function startLiveEvents(client: QueryClient): () => void {
  const read = reReading(client)
  const tell = (event: LiveEvent) => {
    if (event.kind === 'change') {
      keepNewest(client, event.change)
      read.changed()
    } else if (event.kind === 'resync') void read.everything()
    else if (isVisible()) read.walkedOn()
  }
  const heard = hearing(tell, () => forgetNewest(client))
  /** Whether the backend is being heard; `null` while nobody knows. */
  let told: boolean | null = null
  let over = new AbortController()

  const alive = (now: boolean) => {
    if (now) awake.notice()
    if (now === told) return
    const again = now && told === false
    setTold((told = now))
    // Whoever is not told has to ask: that begins with the next answer.
    if (!now) void read.everything()
    // Who is signed in, and what that person may do, may be different since.
    else if (again) void client.invalidateQueries({ queryKey: sessionOptions.queryKey })
  }
  const leave = () => {
    over.abort()
    told = null
    setTold(false)
  }
  const join = () => {
    leave()
    over = new AbortController()
    const { signal } = over
    if ('locks' in navigator && typeof BroadcastChannel === 'function') {
      const channel = new BroadcastChannel(name)
      signal.addEventListener('abort', () => channel.close())
      void shareStream({ line, hearing: heard, alive, isVisible, name, locks: navigator.locks, channel }, signal)
    } else {
      const hear = (event: LiveEvent) => {
        alive(true)
        heard.hear(event)
      }
      void keepListening(line, { last: heard.last, hear, lost: () => alive(false) }, signal)
    }
  }

  const awake = wakefulness(client, { isVisible, everything: read.everything, slept: join, left: leave })
  join()
  return () => {
    awake.end()
    leave()
  }
}
