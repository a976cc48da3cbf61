import { createBackend } from '#backend/app.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { permissions } from '#domain/lifecycle.ts'
import { ana } from '#mocks/seed/demo-users.ts'
import { createDemoSeed } from '#mocks/seed/seed.ts'
import { computeMedian } from '#test/bench/report/statistics.ts'
import { operations, type Send } from './operations.ts'

/** What one operation needs at one size: the median time, and of how many versions the engine computed people, on average. */
export interface Cost {
  readonly ms: number
  readonly counted: number
}

/** The costs by name of the operation. */
export type Costs = Readonly<Record<string, Cost>>

/** Runs that are not measured, so that the program is compiled and what is built once is there. */
const warmUpRuns = 3

/** Counts of how many versions an engine computes people. */
function createCountingEngine() {
  const engine = createSimulatedEngine()
  let counted = 0
  const add = (count: number) => (counted += count)
  const counting: Engine = {
    ...engine,
    countInside: (versions, at) => (add(versions.length), engine.countInside(versions, at)),
    countEntered: (versions, from, to) => (add(versions.length), engine.countEntered(versions, from, to)),
    advise: (versions, at) => (add(versions.length), engine.advise(versions, at)),
  }
  return { engine: counting, readCount: () => counted }
}

/** A backend in memory with `size` versions, at a fixed time at which nothing is due. */
async function createLargeBackend(size: number) {
  const now = Date.now()
  const { engine, readCount } = createCountingEngine()
  const handle = createBackend({
    store: createMemoryStore(await createDemoSeed(now, size)),
    engine,
    clock: () => now,
    identify: () => ({ user: ana, permissions: [...permissions] }),
    subscribe: () => () => undefined,
    newId: () => crypto.randomUUID(),
    typedNameThreshold: 1_000,
    report: (error) => {
      throw error
    },
  })
  const send: Send = async (path, init) => {
    const response = await handle(new Request(`http://localhost${path}`, init))
    const body: unknown = await response.json()
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}: ${JSON.stringify(body)}`)
    return body
  }
  return { send, readCount }
}

/** Measures every operation `runs` times on `size` versions, through the whole backend: from the request to the parsed answer. */
export async function measureBackend(size: number, runs: number): Promise<Costs> {
  const { send, readCount } = await createLargeBackend(size)
  const costs: Record<string, Cost> = {}
  for (const { name, prepare } of operations) {
    const times: number[] = []
    let counted = 0
    for (let run = -warmUpRuns; run < runs; run++) {
      const request = await prepare(send, run + warmUpRuns)
      const [start, countBefore] = [performance.now(), readCount()]
      await request()
      if (run < 0) continue
      times.push(performance.now() - start)
      counted += readCount() - countBefore
    }
    costs[name] = { ms: computeMedian(times), counted: counted / runs }
  }
  return costs
}
