import { longestSilence } from '#api/contract/events.ts'
import type { LiveEvent } from './live-event.ts'

/** The longest that is waited before the next try, in milliseconds. */
const longestRest = 15_000

/** What listening needs from the world. */
export interface Line {
  /** Opens the stream after the event called `last`; throws, at any time, where there is none. */
  readonly open: (last: string | null, signal: AbortSignal) => AsyncIterable<LiveEvent>
  /** Lets so many milliseconds pass, unless it is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>
  /** As `wait`, but over as soon as there is a reason to try again. */
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1: so that not everybody comes back at once. */
  readonly random: () => number
}

/** What becomes of what is heard. */
interface Ear {
  readonly last: () => string | null
  readonly hear: (event: LiveEvent) => void
  /** Nothing can be heard now. */
  readonly lost: () => void
}

/** How long to wait before the next try, in milliseconds. */
const restAfter = (failures: number, random: number): number => Math.min(longestRest, 1_000 * 2 ** failures) * (0.5 + random / 2)

/** Listens to one stream until it ends, however it does. Answers whether it lived, and whether it told more than to read everything again. */
async function listenOnce({ open, wait }: Line, { last, hear }: Ear, over: AbortSignal) {
  const call = new AbortController()
  const hangUp = () => call.abort()
  over.addEventListener('abort', hangUp)
  let lived = false
  let good = false
  let silence = new AbortController()
  // A connection may be dead though nobody says so: then nothing is heard, not even a heartbeat.
  const expectMore = () => {
    silence.abort()
    silence = new AbortController()
    const { signal } = silence
    const miss = async () => {
      await wait(longestSilence, signal)
      if (signal.aborted) return
      lived = false
      hangUp()
    }
    void miss()
  }
  try {
    expectMore()
    for await (const event of open(last(), call.signal)) {
      lived = true
      good ||= event.kind !== 'resync'
      expectMore()
      hear(event)
    }
  } catch {
    // Whatever was wrong: it is tried again.
  } finally {
    silence.abort()
    call.abort()
    over.removeEventListener('abort', hangUp)
  }
  return { lived, good }
}

/** Listens to the backend's events until `over`: whenever the stream ends, it goes on where that one was. */
export async function keepListening(line: Line, ear: Ear, over: AbortSignal): Promise<void> {
  let failures = 0
  while (!over.aborted) {
    const { lived, good } = await listenOnce(line, ear, over)
    if (over.aborted) return
    if (!lived) ear.lost()
    failures = good ? 0 : failures + 1
    await line.rest(restAfter(failures, line.random()), over)
  }
}
