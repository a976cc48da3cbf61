import * as v from 'valibot'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { liveEventSchema, type EventSequencer } from './event-sequencer.ts'
import { runWithReconnect, type StreamDependencies } from './reconnecting-stream.ts'

/** Leader timeout, in milliseconds: after this long without any message from the leader tab, another tab takes over. */
const leaderTimeoutMs = 45_000

/** Messages from the leader tab to the other tabs. */
const relayMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('heard'), event: liveEventSchema, before: v.nullable(v.string()) }),
  v.object({ kind: v.literal('lost') }),
  v.object({ kind: v.literal('resumed') }),
])
type RelayMessage = v.InferOutput<typeof relayMessageSchema>

/** Dependencies of one tab. */
export interface TabContext {
  readonly stream: StreamDependencies
  readonly sequencer: EventSequencer
  /** Called when the stream connects or disconnects, in this tab or in the leader tab. */
  readonly onConnectionChange: (onConnectionChange: boolean) => void
  /** Called when the stream resumes after an interruption, in this tab or in the leader tab. */
  readonly onResumed: () => void
  readonly isVisible: () => boolean
  /** Name of the lock that only the leader tab holds. */
  readonly lockName: string
  readonly locks: Pick<LockManager, 'request'>
  readonly channel: BroadcastChannel
}

/**
 * Leader election: until `signal` is aborted, one tab of the browser holds the lock, reads the stream and relays its events. When the
 * leader closes, the next tab continues after the last event id. If the leader is silent for 45 s (its tab may be frozen), a visible tab
 * steals the lock.
 */
export async function runSharedStream(
  { stream, sequencer, onConnectionChange, onResumed, isVisible, lockName, locks, channel }: TabContext,
  signal: AbortSignal,
): Promise<void> {
  let watchdog = new AbortController()
  let isLeader = false
  const relay = (message: RelayMessage) => {
    if (!signal.aborted) channel.postMessage(message)
  }

  const runStream = (signal: AbortSignal) => {
    watchdog.abort()
    isLeader = true
    return runWithReconnect(
      stream,
      {
        lastId: sequencer.lastId,
        onResumed: () => {
          onResumed()
          relay({ kind: 'resumed' })
        },
        onEvent: (event) => {
          const before = sequencer.lastId()
          onConnectionChange(true)
          if (sequencer.accept(event)) relay({ kind: 'heard', event, before })
        },
        onDisconnected: () => {
          onConnectionChange(false)
          relay({ kind: 'lost' })
        },
      },
      signal,
    )
  }

  /** Requests the lock, and reads the stream while holding it. Returns whether the lock was ever granted. */
  const acquireLeadership = async (options: LockOptions): Promise<boolean> => {
    const leadership = new AbortController()
    const resign = () => leadership.abort()
    signal.addEventListener('abort', resign)
    let granted = false
    try {
      await locks.request(lockName, options, () => {
        granted = true
        return signal.aborted ? undefined : runStream(leadership.signal)
      })
    } catch {
      // The lock was stolen, or the request was aborted.
    } finally {
      isLeader &&= !granted
      resign()
      signal.removeEventListener('abort', resign)
    }
    return granted
  }

  const restartWatchdog = () => {
    watchdog.abort()
    watchdog = new AbortController()
    const { signal } = watchdog
    const onSilence = async () => {
      await stream.delay(heartbeatTimeoutMs, signal)
      if (!signal.aborted) onConnectionChange(false)
      await stream.delay(leaderTimeoutMs - heartbeatTimeoutMs, signal)
      if (signal.aborted) return
      if (isVisible()) void acquireLeadership({ steal: true })
      else restartWatchdog()
    }
    void onSilence()
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const read = v.safeParse(relayMessageSchema, data)
    if (!read.success || signal.aborted) return
    if (!isLeader) {
      restartWatchdog()
      onConnectionChange(read.output.kind !== 'lost')
    }
    if (read.output.kind === 'resumed') onResumed()
    if (read.output.kind === 'heard') sequencer.acceptRelayed(read.output.event, read.output.before)
  })
  signal.addEventListener('abort', () => watchdog.abort())
  restartWatchdog()
  while (!signal.aborted) if (!(await acquireLeadership({ signal })) && !signal.aborted) await runStream(signal)
}
