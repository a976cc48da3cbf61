import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import type { LiveEvent } from './event-sequencer.ts'
import { createWatchdog, type Delay } from './watchdog.ts'

/** Maximum back-off before the next connection attempt, in milliseconds. */
const maxBackoffMs = 15_000

/** Dependencies of the stream: transport, timers and randomness. */
export interface StreamDependencies {
  /** Opens the stream after event id `last`. Throws, at any time, if the stream is unavailable or breaks off. */
  readonly open: (last: string | null, signal: AbortSignal) => AsyncIterable<LiveEvent>
  readonly delay: Delay
  /** Like `delay`, but resolves earlier if a new attempt is likely to succeed. */
  readonly backoff: Delay
  /** Returns a number from 0 to 1, for the jitter: clients must not all reconnect at once. */
  readonly random: () => number
}

/** Receives the events and the connection state. */
export interface EventConsumer {
  readonly lastId: () => string | null
  /** A stream continued after the last event id. Session changes in between are not replayed. */
  readonly onResumed: () => void
  readonly onEvent: (event: LiveEvent) => void
  /** The connection is lost. */
  readonly onDisconnected: () => void
}

/** Back-off with jitter before the next attempt, in milliseconds. */
const toBackoffMs = (failures: number, random: number): number => Math.min(maxBackoffMs, 1_000 * 2 ** failures) * (0.5 + random / 2)

/**
 * How a stream has ended. `unreachable`: no event arrived, or none but a resync before it fell silent. `silent`: events arrived, but not even
 * a heartbeat any more. `onlyResync`: it ended after nothing but a resync. `ended`: it ended after other events.
 */
type StreamEnd = 'unreachable' | 'silent' | 'onlyResync' | 'ended'

/** Reads one stream until it ends, fails or falls silent. */
async function readOnce(
  { open, delay }: StreamDependencies,
  { lastId, onResumed, onEvent }: EventConsumer,
  signal: AbortSignal,
): Promise<StreamEnd> {
  const connection = new AbortController()
  // A dead connection may not report an error.
  const watchdog = createWatchdog(delay, heartbeatTimeoutMs, () => connection.abort(), signal)
  const receivedKinds = new Set<'resync' | 'other'>()
  watchdog.restart()
  try {
    for await (const event of open(lastId(), AbortSignal.any([signal, connection.signal]))) {
      const kind = event.kind === 'resync' ? 'resync' : 'other'
      if (receivedKinds.size === 0 && kind === 'other') onResumed()
      receivedKinds.add(kind)
      watchdog.restart()
      onEvent(event)
    }
  } catch {
    // Every error leads to a new attempt.
  }
  const isSilent = connection.signal.aborted
  watchdog.stop()
  connection.abort()
  if (receivedKinds.has('other')) return isSilent ? 'silent' : 'ended'
  return receivedKinds.has('resync') && !isSilent ? 'onlyResync' : 'unreachable'
}

/** Reads the backend's event stream until `signal` is aborted. After each end it reconnects and continues after the last event id. */
export async function runWithReconnect(dependencies: StreamDependencies, consumer: EventConsumer, signal: AbortSignal): Promise<void> {
  let failures = 0
  while (!signal.aborted) {
    const end = await readOnce(dependencies, consumer, signal)
    if (signal.aborted) return
    if (end === 'unreachable' || end === 'silent') consumer.onDisconnected()
    failures = end === 'ended' || end === 'silent' ? 0 : failures + 1
    await dependencies.backoff(toBackoffMs(failures, dependencies.random()), signal)
  }
}
