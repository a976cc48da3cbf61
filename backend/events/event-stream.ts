import { formatEventId, parseEventId, type BatchChange, type EventId, type Heartbeat, type Resync } from '#api/contract/events.ts'
import type { Instant } from '#domain/version.ts'
import * as v from 'valibot'
import { safeHeaders } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { toIso } from '#backend/views/serializers.ts'
import { readQuery } from '#backend/http/query.ts'
import { readChanges, type ChangesRead, type EventHub } from './event-hub.ts'

const encodeEvent = (event: string, data: object, id?: string): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`

const encodeHeartbeat = (at: Instant): string => encodeEvent('heartbeat', { at: toIso(at) } satisfies Heartbeat)

/** Encodes what was read after `from`. Changes that the client has already are left out. */
function encodeRead({ at, to, changes }: ChangesRead, from: EventId | null): string {
  if (changes === null) return encodeEvent('resync', { at: toIso(at) } satisfies Resync, formatEventId(to))
  return changes
    .filter(({ sequence }) => from?.epoch !== to.epoch || sequence > from.sequence)
    .map((change) => encodeEvent('change', change, formatEventId({ ...to, sequence: change.sequence })))
    .join('')
}

/**
 * Generates the stream text in chunks, until `signal` aborts or the user loses the permission `view`. The first chunk is produced at once.
 * The session is checked at the start and whenever it may have changed. After a change of user or permissions comes a resync.
 */
async function* generateEvents(
  environment: Environment,
  hub: EventHub,
  request: Request,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  const readSession = async () => {
    const session = await environment.identify(request)
    return session?.permissions.includes('view') ? JSON.stringify(session) : null
  }
  let session = await readSession()
  if (session === null) return
  const listener = await hub.listen(signal)
  const backlog = await readChanges(environment, parseEventId(request.headers.get('last-event-id')))
  let position = backlog.to
  yield encodeRead(backlog, null) || encodeHeartbeat(backlog.at)
  for (let pending = await listener.next(); pending !== null; pending = await listener.next()) {
    const before = session
    if (pending.isSessionChanged) session = await readSession()
    if (session === null) return
    const reads = session === before ? pending.reads : [await readChanges(environment, null)]
    let text = ''
    for (const batchId of new Set(reads.flatMap(({ batchIds }) => batchIds)))
      text += encodeEvent('batch', { batchId } satisfies BatchChange)
    for (const read of reads) {
      text += encodeRead(read, position)
      if (read.changes === null || read.to.sequence > position.sequence) position = read.to
    }
    if (pending.heartbeatAt !== null) text += encodeHeartbeat(pending.heartbeatAt)
    if (text !== '') yield text
  }
}

/**
 * Answers `GET /api/events`: sends changes after `Last-Event-ID` until the client disconnects. Work is on demand: none before the first
 * chunk is pulled, and none after the stream is cancelled or the request aborted.
 */
export async function streamEvents(environment: Environment, hub: EventHub, request: Request): Promise<Response> {
  readQuery(request, v.strictObject({}))
  const ended = new AbortController()
  const pieces = generateEvents(environment, hub, request, ended.signal)
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
