import type { EventId, VersionChange } from '#api/contract/events.ts'
import type { Instant } from '#domain/version.ts'
import type { Environment } from '#backend/environment.ts'
import type { Reader } from '#backend/store/store.ts'
import { toIso } from '#backend/views/serializers.ts'

/** The largest number of changes sent one by one. A stream that has missed more gets a resync. */
const maxChanges = 500

/** The largest number of batches whose change is reported by one read. */
const maxBatches = 100

/** A position in the log, and in the changes of batches. */
interface LogPosition extends EventId {
  /** Absent: changes of batches before now are not reported. */
  readonly batchChange?: number
}

/** The changes between two positions; `null` if they cannot be listed: another epoch, a later position, or too many. */
export interface ChangesRead {
  readonly at: Instant
  readonly to: Required<LogPosition>
  readonly changes: readonly VersionChange[] | null
  /** The batches that have changed. */
  readonly batchIds: readonly string[]
}

/** Reads the changes after a position, oldest first, up to now. */
export const readChanges = ({ store, clock }: Environment, from: LogPosition | null): Promise<ChangesRead> =>
  store.read(async (reader) => {
    const to = { epoch: await reader.epoch(), sequence: await reader.latestSequence(), batchChange: await reader.latestBatchChange() }
    return { at: clock(), to, changes: await listChanges(reader, from, to), batchIds: await listChangedBatches(reader, from, to) }
  })

/** The batches that have changed after a position. None in another epoch: the client reads everything again. */
async function listChangedBatches(reader: Reader, from: LogPosition | null, to: Required<LogPosition>): Promise<ChangesRead['batchIds']> {
  if (from?.epoch !== to.epoch || from.batchChange === undefined || from.batchChange >= to.batchChange) return []
  return (await reader.batchesChangedAfter(from.batchChange, maxBatches)).map(({ id }) => id)
}

async function listChanges(reader: Reader, from: EventId | null, to: EventId): Promise<ChangesRead['changes']> {
  if (from?.epoch !== to.epoch || from.sequence > to.sequence || to.sequence - from.sequence > maxChanges) return null
  if (from.sequence === to.sequence) return []
  const entries = await reader.entriesAfter(from.sequence, maxChanges)
  return entries.map(({ sequence, versionId, journeyId, type, at }) => ({ sequence, versionId, journeyId, type, at: toIso(at) }))
}

/** What happened since a stream asked last. */
interface PendingEvents {
  /** The session of the stream may have changed. */
  readonly isSessionChanged: boolean
  /** What the hub has read from the log since, in order. */
  readonly reads: readonly ChangesRead[]
  /** Time of the newest heartbeat; `null` if there was none. */
  readonly heartbeatAt: Instant | null
}

const nothing: PendingEvents = { isSessionChanged: false, reads: [], heartbeatAt: null }

/** The part of the hub that one stream sees. */
interface HubListener {
  /** Waits until something has happened, and returns all of it; `null` once the signal has aborted. */
  next(): Promise<PendingEvents | null>
}

/** Event hub: reads the log once per notification, however many streams are open, and hands the result to each of them. */
export interface EventHub {
  /** Listens until `signal` aborts. Every change that is written after this resolves will be reported. */
  listen(signal: AbortSignal): Promise<HubListener>
}

/** Creates the hub of a backend. It subscribes to notifications while at least one stream listens. */
export function createEventHub(environment: Environment): EventHub {
  const listeners = new Set<(add: (before: PendingEvents) => PendingEvents) => void>()
  let position: Promise<LogPosition> | null = null
  let unsubscribe = (): void => {}
  let reading: Promise<void> | null = null
  let isHeartbeatDue = false
  let readAgain = false

  const report = (add: (before: PendingEvents) => PendingEvents) => listeners.forEach((listener) => listener(add))

  const readOnce = async () => {
    const start = position
    const from = await start
    if (from === null) return
    const withHeartbeat = isHeartbeatDue
    isHeartbeatDue = false
    const read = await readChanges(environment, from)
    // The hub has stopped meanwhile. If it has started again, its new listeners know the log up to a later position.
    if (position !== start) return
    position = Promise.resolve(read.to)
    if (read.changes?.length !== 0 || read.batchIds.length > 0) report((before) => ({ ...before, reads: [...before.reads, read] }))
    if (withHeartbeat) report((before) => ({ ...before, heartbeatAt: read.at }))
  }

  const readUntilCurrent = async () => {
    try {
      do {
        readAgain = false
        await readOnce()
      } while (readAgain)
    } catch (error) {
      if (error instanceof Error) environment.report?.(error)
    } finally {
      reading = null
    }
  }

  const readLog = () => {
    readAgain = true
    reading ??= readUntilCurrent()
  }

  const start = () => {
    position = readChanges(environment, null).then(({ to }) => to)
    isHeartbeatDue = false
    unsubscribe = environment.subscribe((signal) => {
      if (signal === 'session') return report((before) => ({ ...before, isSessionChanged: true }))
      // A heartbeat follows every change before it. The hint of a write may have been lost: the log is read with each.
      if (signal === 'beat') isHeartbeatDue = true
      readLog()
    })
  }
  const stop = () => {
    unsubscribe()
    position = null
  }

  return {
    listen: async (signal) => {
      let pending = nothing
      let wake = (): void => {}
      const listener = (add: (before: PendingEvents) => PendingEvents) => {
        pending = add(pending)
        wake()
      }
      const leave = () => {
        if (listeners.delete(listener) && listeners.size === 0) stop()
        wake()
      }
      if (listeners.size === 0) start()
      listeners.add(listener)
      signal.addEventListener('abort', leave, { once: true })
      if (signal.aborted) leave()
      await position?.catch((error: unknown) => {
        leave()
        throw error
      })
      const isWaiting = () => pending === nothing && !signal.aborted
      return {
        next: async () => {
          while (isWaiting()) await new Promise<void>((resolve) => (wake = resolve))
          const taken = pending
          pending = nothing
          return signal.aborted ? null : taken
        },
      }
    },
  }
}
