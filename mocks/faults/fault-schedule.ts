import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { chance, type Chance } from './seeded-random.ts'
import { endpoints, type Endpoint } from './endpoint.ts'
import { faultSchema, gatewayBodies, type Deed, type Fault, type Reaches, type Substitute } from './fault.ts'

/** What goes wrong with which request: the outermost fault first. `nth` counts the requests for the same thing, from 0. */
export type Schedule = (endpoint: Endpoint, nth: number) => readonly Fault[]

/** The longest that a drawn fault delays anything, in milliseconds. */
const longestDelay = 31_000

/** In how many cases out of a hundred something goes wrong with a request. */
const often: Readonly<Record<Endpoint, number>> = {
  session: 25,
  list: 30,
  version: 30,
  history: 30,
  impact: 20,
  people: 30,
  overview: 30,
  events: 60,
  act: 85,
  ask: 50,
}

const drawSubstitute = ({ happens, pick }: Chance): Substitute => {
  if (happens(50)) return 'nothing'
  return happens(20) ? 'page' : { status: pick([429, 502, 503, 504]), body: pick(gatewayBodies) }
}

const drawDeed = ({ happens, pick }: Chance): Deed => {
  if (happens(70)) return { action: pick(['close', 'stop']) }
  return happens(50) ? { expire: 'session' } : { revoke: pick(permissions) }
}

/** Any fault that can befall a request for this. */
function draw(endpoint: Endpoint, chance: Chance, longest: number): Fault {
  const { happens, upTo, pick } = chance
  const onAct: readonly Fault['kind'][] = endpoint === 'act' ? ['twice', 'meanwhile', 'meanwhile'] : []
  const onEvents: readonly Fault['kind'][] = endpoint === 'events' ? ['events', 'events', 'cut'] : ['garbled']
  const kind = pick<Fault['kind']>(['late', 'instead', 'instead', ...onAct, ...onEvents])
  switch (kind) {
    case 'late':
      return { kind, before: upTo(longest), after: upTo(longest) }
    case 'instead':
      return { kind, answer: drawSubstitute(chance), reaches: pick<Reaches>(['never', 'before', { after: upTo(longest) }]) }
    case 'twice':
      return { kind, after: upTo(longest) }
    case 'garbled':
      return { kind, how: pick(['truncated', 'malformed', 'newerStatus', 'newerField']) }
    case 'events':
      return { kind, how: pick(['twice', 'swapped']) }
    case 'cut':
      return { kind, after: upTo(3) }
    case 'meanwhile':
      return { kind, when: happens(60) ? 'before' : 'after', deed: drawDeed(chance) }
  }
}

/** Everything that ever goes wrong, from one number: the same for the same. Nothing takes longer than `longest` milliseconds each way. */
export const drawnSchedule =
  (seed: number, longest = longestDelay): Schedule =>
  (endpoint, nth) => {
    const drawn = chance(seed, endpoint, nth)
    if (!drawn.happens(often[endpoint])) return []
    const first = draw(endpoint, drawn, longest)
    return drawn.happens(30) ? [first, draw(endpoint, drawn, longest)] : [first]
  }

/** What goes wrong with the next requests for each thing, one after the other. */
const nextSchema = v.record(v.picklist(endpoints), v.array(v.array(faultSchema)))

/** What can be asked for: faults drawn from a seed, faults for the next requests, or none any more. */
export const planSchema = v.union([
  v.strictObject({
    seed: v.pipe(v.number(), v.safeInteger()),
    longest: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), longestDelay),
  }),
  v.strictObject({ next: v.exactOptional(nextSchema) }),
])
export type Plan = v.InferOutput<typeof planSchema>

/** What a plan makes go wrong. */
export function scheduleOf(plan: Plan): Schedule {
  if ('seed' in plan) return drawnSchedule(plan.seed, plan.longest)
  const { next = {} } = plan
  return (endpoint, nth) => next[endpoint]?.[nth] ?? []
}
