import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import type { LiveEvent } from './event-sequencer.ts'

/** Maximum back-off before the next connection attempt, in milliseconds. */
const maxBackoffMs = 15_000

/** Dependencies of the stream: transport, timers and randomness. */
export interface StreamDependencies {
  /** Opens the stream after event id `last`. Throws, at any time, if the stream is unavailable or breaks off. */
  readonly open: (last: string | null, signal: AbortSignal) => AsyncIterable<LiveEvent>
  /** Resolves after `ms` milliseconds, or when `signal` is aborted. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>
  /** Like `delay`, but resolves earlier if a new attempt is likely to succeed. */
  readonly backoff: (ms: number, signal: AbortSignal) => Promise<void>
  /** Returns a number from 0 to 1, for the jitter: clients must not all reconnect at once. */
  readonly random: () => number
}

/** Receives the events and the connection state. */
interface EventConsumer {
  readonly lastId: () => string | null
  /** A stream continued after the last event id. Session changes in between are not replayed. */
  readonly onResumed: () => void
  readonly onEvent: (event: LiveEvent) => void
  /** The connection is lost. */
  readonly onDisconnected: () => void
}

/** Back-off with jitter before the next attempt, in milliseconds. */
const toBackoffMs = (failures: number, random: number): number => Math.min(maxBackoffMs, 1_000 * 2 ** failures) * (0.5 + random / 2)

/** Reads one stream until it ends or fails. Returns whether any event arrived, and whether any was not a resync. */
async function consumeOnce({ open, delay }: StreamDependencies, { lastId, onResumed, onEvent }: EventConsumer, signal: AbortSignal) {
  const connection = new AbortController()
  const disconnect = () => connection.abort()
  signal.addEventListener('abort', disconnect)
  let connected = false
  let delivered = false
  let watchdog = new AbortController()
  // Watchdog: a dead connection may not report an error. Disconnect if no event, not even a heartbeat, arrives in time.
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
    // Every error leads to a new attempt.
  } finally {
    watchdog.abort()
    connection.abort()
    signal.removeEventListener('abort', disconnect)
  }
  return { connected, delivered }
}

/** Reads the backend's event stream until `signal` is aborted. After each end it reconnects and continues after the last event id. */
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
