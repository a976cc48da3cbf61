import * as v from 'valibot'
import { heartbeatTimeoutMs } from '#api/contract/events.ts'
import { liveEventSchema, type EventSequencer } from './event-sequencer.ts'
import { acquireLeadership } from './leader-election.ts'
import { runWithReconnect, type EventConsumer, type StreamDependencies } from './reconnecting-stream.ts'
import { createWatchdog } from './watchdog.ts'

/** Leader timeout, in milliseconds: after this long without any message from the leader tab, another tab takes over. */
const leaderTimeoutMs = 45_000

/** Messages from the leader tab to the other tabs. */
const relayMessageSchema = v.union([
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
  readonly onConnectionChange: (isConnected: boolean) => void
  /** Called when the stream resumes after an interruption, in this tab or in the leader tab. */
  readonly onResumed: () => void
  readonly isVisible: () => boolean
  /** Name of the lock that only the leader tab holds. */
  readonly lockName: string
  readonly locks: Pick<LockManager, 'request'>
  readonly channel: BroadcastChannel
}

/**
 * Until `signal` is aborted, one tab of the browser is the leader: it reads the stream and relays its events. When it closes, the next tab
 * continues after the last event id. If the leader is silent for 45 s (its tab may be frozen), a visible tab steals the leadership.
 */
export async function runSharedStream(
  { stream, sequencer, onConnectionChange, onResumed, isVisible, lockName, locks, channel }: TabContext,
  signal: AbortSignal,
): Promise<void> {
  let isLeader = false
  const relay = (message: RelayMessage) => {
    if (!signal.aborted) channel.postMessage(message)
  }
  const consumer: EventConsumer = {
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
  }

  const silence = createWatchdog(stream.delay, heartbeatTimeoutMs, () => onConnectionChange(false), signal)
  const absence = createWatchdog(stream.delay, leaderTimeoutMs, () => (isVisible() ? void lead(true) : watchLeader()), signal)
  const watchLeader = () => {
    silence.restart()
    absence.restart()
  }

  const readStream = async (leaderSignal: AbortSignal) => {
    silence.stop()
    absence.stop()
    isLeader = true
    await runWithReconnect(stream, consumer, leaderSignal)
    isLeader = false
    watchLeader()
  }
  /** Reads the stream as the leader. Returns false if the leadership was refused. */
  const lead = async (steal: boolean): Promise<boolean> => {
    const leadership = await acquireLeadership(locks, lockName, { steal, signal })
    if (leadership === null) return false
    await readStream(leadership.signal)
    leadership.resign()
    return true
  }

  const onRelayed = (message: RelayMessage) => {
    if (!isLeader) {
      watchLeader()
      onConnectionChange(message.kind !== 'lost')
    }
    if (message.kind === 'resumed') onResumed()
    if (message.kind === 'heard') sequencer.acceptRelayed(message.event, message.before)
  }
  channel.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      const message = v.safeParse(relayMessageSchema, data)
      if (message.success) onRelayed(message.output)
    },
    { signal },
  )
  watchLeader()
  // Where the browser refuses the lock, each tab reads a stream of its own.
  while (!signal.aborted) if (!(await lead(false)) && !signal.aborted) await readStream(signal)
}
