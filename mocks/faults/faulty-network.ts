import { createConditionSchedule, type NetworkCondition } from './network-conditions.ts'
import type { Endpoint } from '#api/contract/api-operations.ts'
import { findEndpoint } from './endpoint.ts'
import { createSchedule, type FaultPlan } from './fault-schedule.ts'
import { transformEventStream, type RawEvents } from './transform-event-stream.ts'
import { applyFault, type FaultDependencies, type RequestHandler } from './apply-fault.ts'

/** The network between the console and the backend, with fault injection. */
export interface FaultyNetwork {
  /** Sends a request to the backend and returns its response, subject to the planned faults. */
  readonly handle: RequestHandler
  /** Sets the faults of later requests in this tab, in addition to those of the network condition. */
  readonly setPlan: (plan: FaultPlan) => void
  /** Resolves once no request is in flight, including cancelled and duplicated requests. */
  readonly waitUntilIdle: () => Promise<void>
}

/** Fault injection in front of `next`, according to a plan. `readCondition` returns the current network condition. */
export function createFaultyNetwork(
  next: RequestHandler,
  readCondition: () => Promise<NetworkCondition | number>,
  dependencies: Omit<FaultDependencies, 'waitUntil'>,
): FaultyNetwork {
  let plan: FaultPlan = {}
  let requestCounts = new Map<Endpoint, number>()
  let lastCondition: NetworkCondition | number = 'normal'
  const inFlight = new Set<Promise<unknown>>()
  const track = <T>(work: Promise<T>): Promise<T> => {
    inFlight.add(work)
    void work.catch(() => {}).finally(() => inFlight.delete(work))
    return work
  }

  const handleRequest: RequestHandler = async (request) => {
    const [condition, currentPlan] = [await readCondition(), plan]
    if (condition !== lastCondition) requestCounts = new Map()
    lastCondition = condition
    // A stream opened before a change of condition would otherwise continue unaffected.
    const untilPlanChanges = async function* (events: RawEvents): RawEvents {
      for await (const event of events) {
        if ((await readCondition()) !== condition || plan !== currentPlan) return
        yield event
      }
    }
    const endpoint = findEndpoint(request)
    const requestIndex = endpoint === null ? 0 : (requestCounts.get(endpoint) ?? 0)
    if (endpoint !== null) requestCounts.set(endpoint, requestIndex + 1)
    const faults =
      endpoint === null
        ? []
        : [createSchedule(currentPlan), createConditionSchedule(condition)].flatMap((schedule) => schedule(endpoint, requestIndex))
    const handler = faults.reduceRight<RequestHandler>(
      (inner, fault) => applyFault(fault, inner, { ...dependencies, waitUntil: track }),
      next,
    )
    return transformEventStream(await handler(request), untilPlanChanges)
  }

  return {
    handle: (request) => track(handleRequest(request)),
    setPlan: (next) => {
      // An unchanged condition must not interrupt streams.
      if ([next, plan].every((each) => Object.keys(each).length === 0)) return
      plan = next
      requestCounts = new Map()
    },
    waitUntilIdle: async () => {
      while (inFlight.size > 0) await Promise.allSettled(inFlight)
    },
  }
}
