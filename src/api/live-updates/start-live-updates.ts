import type { QueryClient } from '@tanstack/react-query'
import { createEventSequencer, type LiveEvent } from './event-sequencer.ts'
import { runWithReconnect, type StreamDependencies } from './reconnecting-stream.ts'
import { getConnection } from '#api/cache/client-state.ts'
import { resetSnapshots, mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import { openEventStream } from './event-stream-client.ts'
import { createRefetchScheduler } from './refetch-scheduler.ts'
import { runSharedStream } from './shared-stream.ts'
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

/** Starts live updates: reads the backend's event stream and keeps the data on screen current. Returns the stop function. */
export function startLiveUpdates(client: QueryClient): () => void {
  const connection = getConnection(client)
  const streamDependencies: StreamDependencies = {
    open: (last, signal) => openEventStream(connection.send, last, signal),
    delay,
    backoff: (ms, signal) => delayUntilLikelyOnline(connection, ms, signal),
    random: Math.random,
  }
  const refetch = createRefetchScheduler(client)
  const handleEvent = (event: LiveEvent) => {
    if (event.kind === 'change') mergeIntoCache(client, 'change', event.change)
    if (event.kind === 'change' || event.kind === 'batch') refetch.onChange()
    else if (event.kind === 'resync') void refetch.refetchAll()
    else if (isVisible()) refetch.onHeartbeat()
  }
  const sequencer = createEventSequencer(handleEvent, () => resetSnapshots(client))
  let controller = new AbortController()

  const setConnected = (isConnected: boolean) => {
    if (isConnected) wakeDetector.check()
    const before = connection.getState().status
    const status = isConnected ? 'online' : 'offline'
    if (status === before) return
    connection.update({ status })
    // Without a stream, polling takes over. Poll intervals start with the next response, so refetch now.
    if (!isConnected) void refetch.refetchAll()
    // The session and its permissions may have changed in between.
    else if (before === 'offline') refetch.onResumed()
  }
  const disconnect = () => {
    controller.abort()
    connection.update({ status: 'connecting' })
  }
  const connect = () => {
    disconnect()
    controller = new AbortController()
    const { signal } = controller
    const channel = connection.sharesStream ? openChannel() : null
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
