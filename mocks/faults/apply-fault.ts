import type { ConcurrentChange, Fault } from './fault.ts'
import { transformEventStream, type RawEvents } from './transform-event-stream.ts'
import { createGatewayResponse } from './gateway-response.ts'

/** Forwards a request and returns its response. */
export type RequestHandler = (request: Request) => Promise<Response>

/** The effects that a fault needs. */
export interface FaultDependencies {
  /** Waits for `ms` milliseconds. */
  readonly wait: (ms: number) => Promise<void>
  /** Applies a concurrent change while `request` is in flight. */
  readonly applyChange: (change: ConcurrentChange, request: Request) => Promise<unknown>
  /** Runs work that no caller awaits. */
  readonly waitUntil: (work: Promise<unknown>) => unknown
}

type FaultOfKind<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

const corruptions: Readonly<Record<FaultOfKind<'corrupt'>['how'], (text: string) => string>> = {
  truncated: (text) => text.slice(0, text.length / 2),
  malformed: (text) => `${text.slice(0, -1)},${text.slice(-1)}`,
  newerStatus: (text) => text.replace(/"status":"\w+"/g, '"status":"archived"'),
  newerField: (text) => text.replace(/\{(?=")/g, '{"isNewer":1,'),
}

async function corruptResponse(response: Response, how: FaultOfKind<'corrupt'>['how']): Promise<Response> {
  const isJson = /^application\/(?:problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
  return isJson ? new Response(corruptions[how](await response.text()), response) : response
}

async function* delayEvents(events: RawEvents, ms: number, { wait }: FaultDependencies): RawEvents {
  for await (const event of events) {
    await wait(ms)
    yield event
  }
}

const reorderings: Readonly<Record<FaultOfKind<'reorderEvents'>['how'], (events: RawEvents) => RawEvents>> = {
  duplicated: async function* (events) {
    for await (const event of events) yield* [event, event]
  },
  swapped: async function* (events) {
    let heldBack: string | null = null
    for await (const event of events) {
      if (heldBack !== null) yield* [event, heldBack]
      heldBack = heldBack === null ? event : null
    }
  },
}

async function* truncateEvents(events: RawEvents, wholeEvents: number): RawEvents {
  let count = 0
  for await (const event of events) {
    const isWhole = count++ < wholeEvents
    yield isWhole ? event : event.slice(0, event.length / 2)
    if (!isWhole) return
  }
}

/** Applies a fault to a request, or to its response from `next`. */
export function applyFault(fault: Fault, next: RequestHandler, dependencies: FaultDependencies): RequestHandler {
  const deliverLater = async (ms: number, request: Request) => {
    await dependencies.wait(ms)
    await next(request)
  }
  switch (fault.kind) {
    case 'delay':
      return async (request) => {
        await dependencies.wait(fault.beforeMs)
        const response = await next(request)
        await dependencies.wait(fault.afterMs)
        return transformEventStream(response, (events) => delayEvents(events, fault.afterMs, dependencies))
      }
    case 'replace':
      return async (request) => {
        if (fault.delivery === 'before') void (await next(request)).body?.cancel()
        else if (fault.delivery !== 'never') dependencies.waitUntil(deliverLater(fault.delivery.afterMs, request))
        return createGatewayResponse(fault.response)
      }
    case 'duplicate':
      return async (request) => {
        const copy = request.clone()
        const response = await next(request)
        dependencies.waitUntil(deliverLater(fault.afterMs, copy))
        return response
      }
    case 'corrupt':
      return async (request) => corruptResponse(await next(request), fault.how)
    case 'reorderEvents':
      return async (request) => transformEventStream(await next(request), reorderings[fault.how])
    case 'truncateStream':
      return async (request) => transformEventStream(await next(request), (events) => truncateEvents(events, fault.afterEvents))
    case 'concurrentChange':
      return async (request) => {
        if (fault.when === 'before') await dependencies.applyChange(fault.change, request)
        const response = await next(request)
        if (fault.when === 'after') await dependencies.applyChange(fault.change, request)
        return response
      }
  }
}
