import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import type { LiveEvent } from './event-sequencer.ts'

/** The longest that is waited before the next try, in milliseconds. */
const maxBackoffMs = 15_000

/** What listening needs from the world. */
export interface StreamDependencies {
  /** Opens the stream after the event called `last`; throws, at any time, where there is none. */
  readonly open: (last: string | null, signal: AbortSignal) => AsyncIterable<LiveEvent>
  /** Lets so many milliseconds pass, unless it is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** As `delay`, but over as soon as there is a reason to try again. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
  /** From 0 to 1: so that not everybody comes back at once. */
  readonly random: () => number
}

/** What becomes of what is heard. */
interface EventConsumer {
  readonly lastId: () => string | null
  /** A stream goes on where the last one was. It tells no change of the session that happened in between. */
  readonly onResumed: () => void
  readonly onEvent: (event: LiveEvent) => void
  /** Nothing can be heard now. */
  readonly onDisconnected: () => void
}

/** How long to wait before the next try, in milliseconds. */
const toBackoffMs = (failures: number, random: number): number => Math.min(maxBackoffMs, 1_000 * 2 ** failures) * (0.5 + random / 2)

/** Listens to one stream until it ends, however it does. Answers whether it lived, and whether it told more than to read everything again. */
async function consumeOnce({ open, delay }: StreamDependencies, { lastId, onResumed, onEvent }: EventConsumer, signal: AbortSignal) {
  const connection = new AbortController()
  const disconnect = () => connection.abort()
  signal.addEventListener('abort', disconnect)
  let connected = false
  let delivered = false
  let watchdog = new AbortController()
  // A connection may be dead though nobody says so: then nothing is heard, not even a heartbeat.
  const restartWatchdog = () => {
    watchdog.abort()
    watchdog = new AbortController()
    const { signal } = watchdog
    const onSilence = async () => {
      await delay(heartbeatTimeoutMs, signal)
      if (signal.aborted) return
      connected = false
      disconnect()
    }
    void onSilence()
  }
  try {
    restartWatchdog()
    for await (const event of open(lastId(), connection.signal)) {
      if (!connected && event.kind !== 'resync') onResumed()
      connected = true
      delivered ||= event.kind !== 'resync'
      restartWatchdog()
      onEvent(event)
    }
  } catch {
    // Whatever was wrong: it is tried again.
  } finally {
    watchdog.abort()
    connection.abort()
    signal.removeEventListener('abort', disconnect)
  }
  return { connected, delivered }
}

/** Listens to the backend's events until `signal` is aborted: whenever the stream ends, it goes on where that one was. */
export async function runWithReconnect(dependencies: StreamDependencies, consumer: EventConsumer, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const { connected, delivered } = await consumeOnce(dependencies, consumer, signal)
    if (signal.aborted) return
    if (!connected) consumer.onDisconnected()
    failures = delivered ? 0 : failures + 1
    await dependencies.backoff(toBackoffMs(failures, dependencies.random()), signal)
  }
}
