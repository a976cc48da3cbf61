import { scheduleOfMode, type Mode } from './network-conditions.ts'
import { endpointOf, type Endpoint } from './endpoint.ts'
import { scheduleOf, type Plan } from './fault-schedule.ts'
import { rewritten, type Events } from './transform-event-stream.ts'
import { struck, type FaultWorld, type Pass } from './apply-fault.ts'

/** The way between the console and the backend. */
interface FaultyNetwork {
  /** Brings a request to the backend and its answer back, if nothing goes wrong. */
  readonly handle: Pass
  /** From now on this goes wrong, in this tab, besides what the mode makes go wrong. */
  readonly plan: (plan: Plan) => void
  /** Resolves once no request is on its way, not even one that was given up or is a copy. */
  readonly quiet: () => Promise<void>
}

/** A network in front of `pass` on which things go wrong as planned. `mode` tells how the backend is at a time. */
export function faultyNetwork(pass: Pass, mode: () => Promise<Mode | number>, world: Omit<FaultWorld, 'aside'>): FaultyNetwork {
  let plan: Plan = {}
  let asked = new Map<Endpoint, number>()
  let lastMode: Mode | number = 'normal'
  const underWay = new Set<Promise<unknown>>()
  const follow = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work)
    void work.catch(() => {}).finally(() => underWay.delete(work))
    return work
  }

  const bring: Pass = async (request) => {
    const [now, planned] = [await mode(), plan]
    if (now !== lastMode) asked = new Map()
    lastMode = now
    // A stream that was opened before something became different would go on as if nothing had.
    const whileTheSame = async function* (events: Events): Events {
      for await (const event of events) {
        if ((await mode()) !== now || plan !== planned) return
        yield event
      }
    }
    const endpoint = endpointOf(request)
    const nth = endpoint === null ? 0 : (asked.get(endpoint) ?? 0)
    if (endpoint !== null) asked.set(endpoint, nth + 1)
    const faults = endpoint === null ? [] : [scheduleOf(planned), scheduleOfMode(now)].flatMap((schedule) => schedule(endpoint, nth))
    const way = faults.reduceRight<Pass>((inner, fault) => struck(fault, inner, { ...world, aside: follow }), pass)
    return rewritten(await way(request), whileTheSame)
  }

  return {
    handle: (request) => follow(bring(request)),
    plan: (next) => {
      // Nothing becomes different: streams go on.
      if ([next, plan].every((each) => Object.keys(each).length === 0)) return
      plan = next
      asked = new Map()
    },
    quiet: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
