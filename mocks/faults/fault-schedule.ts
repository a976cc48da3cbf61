import { permissions } from '#domain/lifecycle.ts'
import * as v from 'valibot'
import { createRandom, type Random } from './seeded-random.ts'
import { endpoints, type Endpoint } from '#api/contract/api-operations.ts'
import { faultSchema, gatewayBodies, type ConcurrentChange, type Fault, type Delivery, type GatewayResponse } from './fault.ts'

/** Faults of a request, outermost first. `requestIndex` counts the requests of the same kind, from 0. */
export type FaultSchedule = (endpoint: Endpoint, requestIndex: number) => readonly Fault[]

/** Maximum delay of a drawn fault, in milliseconds. */
const defaultMaxDelayMs = 31_000

/** Probability of a fault per request, in percent. */
const faultRates: Readonly<Record<Endpoint, number>> = {
  session: 25,
  list: 30,
  facets: 30,
  export: 30,
  batch: 30,
  version: 30,
  history: 30,
  impact: 20,
  'copy-name': 20,
  population: 30,
  overview: 30,
  batches: 30,
  preflight: 30,
  views: 30,
  events: 60,
  command: 85,
  operation: 50,
  engine: 30,
}

const drawGatewayResponse = ({ bool, pick }: Random): GatewayResponse => {
  if (bool(50)) return 'networkError'
  return bool(20) ? 'captivePortal' : { status: pick([429, 502, 503, 504]), body: pick(gatewayBodies) }
}

const drawConcurrentChange = ({ bool, pick }: Random): ConcurrentChange => {
  if (bool(70)) return { action: pick(['close', 'stop']) }
  return bool(50) ? { expire: 'session' } : { revoke: pick(permissions) }
}

/** Draws a fault that applies to this kind of request. */
function drawFault(endpoint: Endpoint, random: Random, maxDelayMs: number): Fault {
  const { bool, int, pick } = random
  const commandKinds: readonly Fault['kind'][] = endpoint === 'command' ? ['duplicate', 'concurrentChange', 'concurrentChange'] : []
  const responseKinds: readonly Fault['kind'][] = endpoint === 'events' ? ['reorderEvents', 'reorderEvents', 'truncateStream'] : ['corrupt']
  const kind = pick<Fault['kind']>(['delay', 'replace', 'replace', ...commandKinds, ...responseKinds])
  switch (kind) {
    case 'delay':
      return { kind, beforeMs: int(maxDelayMs), afterMs: int(maxDelayMs) }
    case 'replace':
      return { kind, response: drawGatewayResponse(random), delivery: pick<Delivery>(['never', 'before', { afterMs: int(maxDelayMs) }]) }
    case 'duplicate':
      return { kind, afterMs: int(maxDelayMs) }
    case 'corrupt':
      return { kind, how: pick(['truncated', 'malformed', 'newerStatus', 'newerField']) }
    case 'reorderEvents':
      return { kind, how: pick(['duplicated', 'swapped']) }
    case 'truncateStream':
      return { kind, afterEvents: int(3) }
    case 'concurrentChange':
      return { kind, when: bool(60) ? 'before' : 'after', change: drawConcurrentChange(random) }
  }
}

/** A fault schedule drawn from a seed: deterministic. No delay exceeds `maxDelayMs` milliseconds in each direction. */
export const createSeededSchedule =
  (seed: number, maxDelayMs = defaultMaxDelayMs): FaultSchedule =>
  (endpoint, requestIndex) => {
    const random = createRandom(seed, endpoint, requestIndex)
    if (!random.bool(faultRates[endpoint])) return []
    const firstFault = drawFault(endpoint, random, maxDelayMs)
    return random.bool(30) ? [firstFault, drawFault(endpoint, random, maxDelayMs)] : [firstFault]
  }

/** Faults of the next requests of each kind, in order. */
const plannedFaultsSchema = v.record(v.picklist(endpoints), v.array(v.array(faultSchema)))

/** Fault plan: faults drawn from a seed, faults of the next requests, or none (empty). */
export const faultPlanSchema = v.union([
  v.strictObject({
    seed: v.pipe(v.number(), v.safeInteger()),
    maxDelayMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), defaultMaxDelayMs),
  }),
  v.strictObject({ next: v.exactOptional(plannedFaultsSchema) }),
])
export type FaultPlan = v.InferOutput<typeof faultPlanSchema>

/** Converts a plan into a fault schedule. */
export function createSchedule(plan: FaultPlan): FaultSchedule {
  if ('seed' in plan) return createSeededSchedule(plan.seed, plan.maxDelayMs)
  const { next = {} } = plan
  return (endpoint, requestIndex) => next[endpoint]?.[requestIndex] ?? []
}
