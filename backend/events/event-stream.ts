import type { Change, Heartbeat, Resync } from '#api/contract/events.ts'
import * as v from 'valibot'
import { safeHeaders } from '#backend/http/answer.ts'
import type { Environment } from '#backend/environment.ts'
import { iso } from '#backend/views/serializers.ts'
import { readQuery } from '#backend/http/query.ts'
import { readNow } from '#backend/views/reads.ts'
import type { Reader } from '#backend/store/store.ts'
import { wakeUps } from './notifications.ts'

/** The most changes that are told one by one. A client that has missed more reads everything again. */
const mostTold = 500

/** How far somebody has been told. */
interface Place {
  readonly epoch: string
  readonly sequence: number
}

const idOf = ({ epoch, sequence }: Place): string => `${epoch}.${sequence}`

/** The place that an id names; `null` if it names none. */
function placeOf(id: string | null): Place | null {
  const [, epoch, sequence] = /^([^.]{1,100})\.(\d{1,15})$/.exec(id ?? '') ?? []
  return epoch && sequence ? { epoch, sequence: Number(sequence) } : null
}

const write = (event: string, data: object, id?: string): string =>
  `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`

/** The changes since a place, oldest first; `null` if they cannot be told one by one. */
async function changesSince(reader: Reader, from: Place | null, to: Place): Promise<readonly Change[] | null> {
  if (from?.epoch !== to.epoch || from.sequence > to.sequence || to.sequence - from.sequence > mostTold) return null
  const changes: Change[] = []
  for (const { sequence, versionId, what, at } of await reader.since(from.sequence, mostTold)) {
    const journeyId = (await reader.version(versionId))?.journeyId ?? versionId
    changes.push({ sequence, versionId, journeyId, what, at: iso(at) })
  }
  return changes
}

/** What has to be told to somebody who was told everything up to a place, and how far that leads. */
const readNews = (environment: Environment, from: Place | null) =>
  readNow(environment, async (reader, at) => {
    const place = { epoch: await reader.epoch(), sequence: await reader.newest() }
    const changes = await changesSince(reader, from, place)
    const text = changes
      ? changes.map((change) => write('change', change, idOf({ ...place, sequence: change.sequence }))).join('')
      : write('resync', { at: iso(at) } satisfies Resync, idOf(place))
    return { at, place, text }
  })

/** What is to be sent, piece by piece, until `over` or until the one who asked may not see it any more. The first piece comes at once. */
async function* tell(environment: Environment, request: Request, over: AbortSignal): AsyncGenerator<string, void> {
  const woken = wakeUps(environment.onWake, over)
  let place = placeOf(request.headers.get('last-event-id'))
  let asked: string | undefined
  for (let why: Awaited<ReturnType<typeof woken.next>> = 'written'; why !== 'over'; why = await woken.next()) {
    const session = await environment.identify(request)
    if (!session?.permissions.includes('view')) return
    const asking = JSON.stringify(session)
    // Whoever is somebody else now, or may do something else, knows nothing yet.
    const news = await readNews(environment, asking === (asked ?? asking) ? place : null)
    const silent = asked === undefined && news.text === ''
    asked = asking
    place = news.place
    const text = news.text + (why === 'beat' || silent ? write('heartbeat', { at: iso(news.at) } satisfies Heartbeat) : '')
    if (text !== '') yield text
  }
}

/**
 * Answers `GET /api/events`: tells what happens, from what `Last-Event-ID` names, for as long as somebody listens.
 * Nothing runs before the first piece is asked for, and nothing after the stream was cancelled or the request aborted.
 */
export async function streamEvents(environment: Environment, request: Request): Promise<Response> {
  readQuery(request, v.strictObject({}))
  const over = new AbortController()
  const pieces = tell(environment, request, over.signal)
  const encoder = new TextEncoder()
  const next = async (): Promise<string | undefined> => {
    try {
      return (await pieces.next()).value ?? undefined
    } catch (error) {
      if (!over.signal.aborted && error instanceof Error) environment.report?.(error)
      return undefined
    }
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = () => {
          if (!over.signal.aborted) controller.close()
          over.abort()
        }
        if (request.signal.aborted) end()
        else request.signal.addEventListener('abort', end, { once: true })
      },
      pull: async (controller) => {
        const text = await next()
        if (over.signal.aborted) return
        if (text !== undefined) return controller.enqueue(encoder.encode(text))
        over.abort()
        controller.close()
      },
      cancel: () => over.abort(),
    },
    { highWaterMark: 0 },
  )
  return new Response(body, { headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no', ...safeHeaders } })
}
