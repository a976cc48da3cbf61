import { formatEventId, parseEventId, type EventId } from '#api/contract/event-id.ts'
import type { VersionChange, Heartbeat, Resync } from '#api/contract/events.ts'
import * as v from 'valibot'
import { safeHeaders } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { toIso } from '#backend/views/serializers.ts'
import { readQuery } from '#backend/http/query.ts'
import type { Reader } from '#backend/store/store.ts'
import { createNotificationQueue } from './notifications.ts'

/** The largest number of changes replayed one by one. A client that has missed more receives a resync. */
const maxReplay = 500

const encodeEvent = (event: string, data: object, id?: string): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`

/**
 * The changes after an event identifier, oldest first; `null` if they cannot be replayed (another epoch, a future sequence, or too many).
 */
async function readChangesSince(reader: Reader, from: EventId | null, to: EventId): Promise<readonly VersionChange[] | null> {
  if (from?.epoch !== to.epoch || from.sequence > to.sequence || to.sequence - from.sequence > maxReplay) return null
  const entries = await reader.entriesAfter(from.sequence, maxReplay)
  return entries.map(({ sequence, versionId, journeyId, type, at }) => ({ sequence, versionId, journeyId, type, at: toIso(at) }))
}

/** Reads the events after an event identifier as stream text, and the new position of the client. */
const readEventsSince = ({ store, clock }: Environment, from: EventId | null) =>
  store.read(async (reader) => {
    const at = clock()
    const position = { epoch: await reader.epoch(), sequence: await reader.latestSequence() }
    const changes = await readChangesSince(reader, from, position)
    const text = changes
      ? changes.map((change) => encodeEvent('change', change, formatEventId({ ...position, sequence: change.sequence }))).join('')
      : encodeEvent('resync', { at: toIso(at) } satisfies Resync, formatEventId(position))
    return { at, position, text }
  })

/**
 * Generates the stream text in chunks, until `signal` aborts or the user loses the permission `view`. The first chunk is produced at once.
 */
async function* generateEvents(environment: Environment, request: Request, signal: AbortSignal): AsyncGenerator<string, void> {
  const notifications = createNotificationQueue(environment.subscribe, signal)
  let position = parseEventId(request.headers.get('last-event-id'))
  let lastSession: string | undefined
  for (
    let signalled: Awaited<ReturnType<typeof notifications.next>> = 'written';
    signalled !== 'over';
    signalled = await notifications.next()
  ) {
    const session = await environment.identify(request)
    if (!session?.permissions.includes('view')) return
    const currentSession = JSON.stringify(session)
    // After a change of user or permissions, start with a resync.
    const events = await readEventsSince(environment, currentSession === (lastSession ?? currentSession) ? position : null)
    const silent = lastSession === undefined && events.text === ''
    lastSession = currentSession
    position = events.position
    const text =
      events.text + (signalled === 'beat' || silent ? encodeEvent('heartbeat', { at: toIso(events.at) } satisfies Heartbeat) : '')
    if (text !== '') yield text
  }
}

/**
 * Answers `GET /api/events`: sends changes after `Last-Event-ID` until the client disconnects. Work is on demand: none before the first
 * chunk is pulled, and none after the stream is cancelled or the request aborted.
 */
export async function streamEvents(environment: Environment, request: Request): Promise<Response> {
  readQuery(request, v.strictObject({}))
  const ended = new AbortController()
  const pieces = generateEvents(environment, request, ended.signal)
  const encoder = new TextEncoder()
  const next = async (): Promise<string | undefined> => {
    try {
      return (await pieces.next()).value ?? undefined
    } catch (error) {
      if (!ended.signal.aborted && error instanceof Error) environment.report?.(error)
      return undefined
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = () => {
          if (!ended.signal.aborted) controller.close()
          ended.abort()
        }
        if (request.signal.aborted) end()
        else request.signal.addEventListener('abort', end, { once: true })
      },
      pull: async (controller) => {
        const text = await next()
        if (ended.signal.aborted) return
        if (text !== undefined) return controller.enqueue(encoder.encode(text))
        ended.abort()
        controller.close()
      },
      cancel: () => ended.abort(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', ...safeHeaders } })
}
