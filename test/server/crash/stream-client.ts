import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { parseEventId } from '#api/contract/events.ts'
import type { List } from '#api/contract/list.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { VersionChange } from '#api/contract/events.ts'
import { wait } from '#server/runtime/timers.ts'
import type { CrashSession } from './crash-client.ts'
import type { ObservedStream, VersionState } from './crash-run.ts'
import type { Replicas } from './replicas.ts'

/** Time until a client whose stream has ended connects again, in milliseconds. */
const reconnectMs = 50

/** The largest number of versions that are read at once. */
const readAtOnce = 100

/** A client of the event stream: it reads again what an event names, and connects again, to another replica, when the stream ends. */
export interface StreamClient {
  /** Waits until it has received the last event, or a heartbeat after it, and has read what it names. Then ends it. */
  readonly finish: (lastSequence: number) => Promise<ObservedStream>
}

/** Opens a client of the event stream. */
export function openStreamClient(replicas: Replicas, session: CrashSession, name: string): StreamClient {
  const events: { event: 'change' | 'resync'; sequence: number }[] = []
  const states = new Map<string, VersionState>()
  const dirty = new Set<string>()
  const closing = new AbortController()
  let lastEventId: string | null = null
  let isResyncDue = false
  let finishAt = Infinity
  const current = Promise.withResolvers<void>()

  const keep = (versions: readonly VersionState[]) => {
    for (const { id, revision, status } of versions) states.set(id, { id, revision, status })
  }
  const readAll = async () => {
    states.clear()
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: List = await session.read(
        `/api/versions?versions=all&sort=name&limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      )
      keep(page.items)
      cursor = page.nextCursor
    }
  }
  let reading = Promise.resolve()
  /** Reads what events have named, until there is nothing more. */
  const readNamed = async () => {
    while (isResyncDue || dirty.size > 0) {
      if (isResyncDue) {
        isResyncDue = false
        dirty.clear()
        await readAll()
      }
      const ids = [...dirty].slice(0, readAtOnce)
      for (const id of ids) dirty.delete(id)
      if (ids.length > 0) keep((await session.read<VersionBatch>(`/api/versions?${ids.map((id) => `id=${id}`).join('&')}`)).items)
    }
  }
  const receive = ({ event, id, data }: EventSourceMessage) => {
    const sequence = parseEventId(id ?? null)?.sequence
    if (id !== undefined) lastEventId = id
    if (event === 'change' && sequence !== undefined) {
      events.push({ event, sequence })
      dirty.add((JSON.parse(data) as VersionChange).versionId)
    } else if (event === 'resync' && sequence !== undefined) {
      events.push({ event, sequence })
      isResyncDue = true
    }
    reading = reading.then(readNamed)
    if (finishAt !== Infinity && (event === 'heartbeat' || (sequence ?? 0) >= finishAt)) current.resolve()
  }
  const follow = async (nth: number) => {
    const headers = { ...session.headers, ...(lastEventId !== null && { 'last-event-id': lastEventId }) }
    const response = await replicas.send(nth, '/api/events', { headers, signal: closing.signal })
    if (response.status !== 200 || !response.body) return
    const parser = createParser({ onEvent: receive })
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) parser.feed(text)
  }
  const run = async () => {
    for (let nth = 0; !closing.signal.aborted; nth = (nth + 1) % replicas.count) {
      // However it ended, the client connects again.
      await follow(nth).catch(() => undefined)
      if (!closing.signal.aborted) await wait(reconnectMs)
    }
  }
  const running = run()

  return {
    finish: async (lastSequence) => {
      finishAt = lastSequence
      if ((events.at(-1)?.sequence ?? 0) >= lastSequence) current.resolve()
      await current.promise
      await reading
      closing.abort()
      await running
      return { name, events, states: [...states.values()] }
    },
  }
}
