import type { Deed, Fault } from './fault.ts'
import { rewritten, type Events } from './transform-event-stream.ts'
import { substituted } from './gateway-response.ts'

/** Hands a request on, and gives the answer to it. */
export type Pass = (request: Request) => Promise<Response>

/** What a fault needs of the world. */
export interface FaultWorld {
  /** Lets so many milliseconds pass. */
  readonly wait: (ms: number) => Promise<void>
  /** Somebody does something; `request` is on its way. */
  readonly act: (deed: Deed, request: Request) => Promise<unknown>
  /** Goes on while nobody waits for it. */
  readonly aside: (work: Promise<unknown>) => unknown
}

type Of<Kind extends Fault['kind']> = Extract<Fault, { kind: Kind }>

const garbles: Readonly<Record<Of<'garbled'>['how'], (text: string) => string>> = {
  truncated: (text) => text.slice(0, text.length / 2),
  malformed: (text) => `${text.slice(0, -1)},${text.slice(-1)}`,
  newerStatus: (text) => text.replace(/"status":"\w+"/g, '"status":"archived"'),
  newerField: (text) => text.replace(/\{(?=")/g, '{"isNewer":1,'),
}

async function garbled(response: Response, how: Of<'garbled'>['how']): Promise<Response> {
  const isJson = /^application\/(?:problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
  return isJson ? new Response(garbles[how](await response.text()), response) : response
}

async function* slowly(events: Events, ms: number, { wait }: FaultWorld): Events {
  for await (const event of events) {
    await wait(ms)
    yield event
  }
}

const disorders: Readonly<Record<Of<'events'>['how'], (events: Events) => Events>> = {
  twice: async function* (events) {
    for await (const event of events) yield* [event, event]
  },
  swapped: async function* (events) {
    let held: string | null = null
    for await (const event of events) {
      if (held !== null) yield* [event, held]
      held = held === null ? event : null
    }
  },
}

async function* cut(events: Events, after: number): Events {
  let come = 0
  for await (const event of events) {
    const whole = come++ < after
    yield whole ? event : event.slice(0, event.length / 2)
    if (!whole) return
  }
}

/** What happens to a request, and to the answer to it, that `pass` would have handed on. */
export function struck(fault: Fault, pass: Pass, world: FaultWorld): Pass {
  const afterwards = async (ms: number, request: Request) => {
    await world.wait(ms)
    await pass(request)
  }
  switch (fault.kind) {
    case 'late':
      return async (request) => {
        await world.wait(fault.before)
        const response = await pass(request)
        await world.wait(fault.after)
        return rewritten(response, (events) => slowly(events, fault.after, world))
      }
    case 'instead':
      return async (request) => {
        if (fault.reaches === 'before') void (await pass(request)).body?.cancel()
        else if (fault.reaches !== 'never') world.aside(afterwards(fault.reaches.after, request))
        return substituted(fault.answer)
      }
    case 'twice':
      return async (request) => {
        const copy = request.clone()
        const response = await pass(request)
        world.aside(afterwards(fault.after, copy))
        return response
      }
    case 'garbled':
      return async (request) => garbled(await pass(request), fault.how)
    case 'events':
      return async (request) => rewritten(await pass(request), disorders[fault.how])
    case 'cut':
      return async (request) => rewritten(await pass(request), (events) => cut(events, fault.after))
    case 'meanwhile':
      return async (request) => {
        if (fault.when === 'before') await world.act(fault.deed, request)
        const response = await pass(request)
        if (fault.when === 'after') await world.act(fault.deed, request)
        return response
      }
  }
}
