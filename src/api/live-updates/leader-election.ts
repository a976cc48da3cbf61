import * as v from 'valibot'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { liveEventSchema, type EventSequencer } from './event-sequencer.ts'
import { runWithReconnect, type StreamDependencies } from './reconnecting-stream.ts'

/** How long the tab that listens may say nothing at all, not even that it has lost the backend, before another takes over, in milliseconds. */
const leaderTimeoutMs = 45_000

/** What the tab that listens tells the others. */
const relayMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('heard'), event: liveEventSchema, before: v.nullable(v.string()) }),
  v.object({ kind: v.literal('lost') }),
  v.object({ kind: v.literal('resumed') }),
])
type RelayMessage = v.InferOutput<typeof relayMessageSchema>

/** One tab among those of a browser. */
export interface TabContext {
  readonly stream: StreamDependencies
  readonly sequencer: EventSequencer
  /** Told whether the backend is being heard, by this tab or by the one that listens for it. */
  readonly onConnectionChange: (onConnectionChange: boolean) => void
  /** Told when the stream goes on after it was interrupted, whichever tab has it. */
  readonly onResumed: () => void
  readonly isVisible: () => boolean
  /** The lock that only the tab holds that listens, and where they all meet. */
  readonly lockName: string
  readonly locks: Pick<LockManager, 'request'>
  readonly channel: BroadcastChannel
}

/**
 * Listens together with the other tabs, until `signal` is aborted: one has the stream and passes on what it hears. When it goes, the next one takes over where
 * that one was. Where the one that has it says nothing any more (its tab may be asleep), one that somebody looks at takes it away.
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

  /** Listens once the lock is given, until it is taken away. Answers whether it was ever given. */
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
      // It was taken away, or is not waited for any more.
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
