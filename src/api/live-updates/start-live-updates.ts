import type { QueryClient } from '@tanstack/react-query'
import { createEventSequencer, type LiveEvent } from './event-sequencer.ts'
import { runWithReconnect, type StreamDependencies } from './reconnecting-stream.ts'
import { setStreaming } from '#api/queries/polling.ts'
import { resetSnapshots, mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import { openEventStream } from './event-stream-client.ts'
import { createRefetchScheduler } from './refetch-scheduler.ts'
import { runSharedStream } from './leader-election.ts'
import { delay, delayUntilLikelyOnline } from '#api/http/delay.ts'
import { createWakeDetector } from './wake-detector.ts'

/** Name of the lock and of the broadcast channel that the tabs of a browser share. */
const lockName = 'journey-console-events'

/** Opens the channel between the tabs; `null` if the browser does not have it or refuses it. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(lockName)
  } catch {
    return null
  }
}

const isVisible = () => document.visibilityState === 'visible'

const streamDependencies: StreamDependencies = {
  open: (last, signal) => openEventStream(fetch, last, signal),
  delay,
  backoff: delayUntilLikelyOnline,
  random: Math.random,
}

/** Starts live updates: reads the backend's event stream and keeps the data on screen current. Returns the stop function. */
export function startLiveUpdates(client: QueryClient): () => void {
  const refetch = createRefetchScheduler(client)
  const handleEvent = (event: LiveEvent) => {
    if (event.kind === 'change') {
      mergeIntoCache(client, event.change)
      refetch.onChange()
    } else if (event.kind === 'resync') void refetch.refetchAll()
    else if (isVisible()) refetch.onHeartbeat()
  }
  const sequencer = createEventSequencer(handleEvent, () => resetSnapshots(client))
  /** Whether the event stream is connected; `null` while that is unknown. */
  let connected: boolean | null = null
  let connection = new AbortController()

  const setConnected = (now: boolean) => {
    if (now) wakeDetector.check()
    if (now === connected) return
    const reconnected = now && connected === false
    setStreaming((connected = now))
    // Without a stream, polling takes over. Poll intervals start with the next response, so refetch now.
    if (!now) void refetch.refetchAll()
    // The session and its permissions may have changed in between.
    else if (reconnected) refetch.onResumed()
  }
  const disconnect = () => {
    connection.abort()
    connected = null
    setStreaming(false)
  }
  const connect = () => {
    disconnect()
    connection = new AbortController()
    const { signal } = connection
    const channel = openChannel()
    if ('locks' in navigator && channel) {
      signal.addEventListener('abort', () => channel.close())
      void runSharedStream(
        {
          stream: streamDependencies,
          sequencer,
          onConnectionChange: setConnected,
          onResumed: refetch.onResumed,
          isVisible,
          lockName,
          locks: navigator.locks,
          channel,
        },
        signal,
      )
    } else {
      const onEvent = (event: LiveEvent) => {
        setConnected(true)
        sequencer.accept(event)
      }
      void runWithReconnect(
        streamDependencies,
        { lastId: sequencer.lastId, onResumed: refetch.onResumed, onEvent, onDisconnected: () => setConnected(false) },
        signal,
      )
    }
  }

  const wakeDetector = createWakeDetector(client, { isVisible, refetchAll: refetch.refetchAll, onWake: connect, onSuspend: disconnect })
  connect()
  return () => {
    wakeDetector.end()
    disconnect()
  }
}
