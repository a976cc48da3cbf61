import type { Version } from '#api/contract/version.ts'
import { wait } from '#server/runtime/timers.ts'

/** What was sent, and what failed. */
export interface LoadReport {
  readonly sent: number
  readonly writes: number
  /** A sentence for each request that was not answered with 200. */
  readonly failures: readonly string[]
  /** Milliseconds until the answer, of all requests, in ascending order. */
  readonly durations: readonly number[]
  /** The versions as the last answer of each has them. */
  readonly versions: readonly Pick<Version, 'id' | 'revision' | 'status'>[]
  readonly seconds: number
}

interface LoadPlan {
  readonly address: string
  readonly cookie: string
  readonly versions: readonly Pick<Version, 'id' | 'revision' | 'status'>[]
  readonly perSecond: number
  readonly onAnswer: () => void
  readonly isOver: () => boolean
}

/** So many requests wait for their answers at most: on a slow machine fewer are sent a second. */
const maxUnderWay = 30

/** Of so many requests one is a command. */
const requestsPerWrite = 5

/** Sends requests at a steady rate: lists and single versions, and commands, each with a key of its own, on versions that no other one is changing. */
export async function sendLoad({ address, cookie, versions, perSecond, onAnswer, isOver }: LoadPlan): Promise<LoadReport> {
  const known = new Map(versions.map((version) => [version.id, version]))
  const free = versions.map(({ id }) => id)
  const failures: string[] = []
  const durations: number[] = []
  let [sent, writes, underWay] = [0, 0, 0]

  const send = async (path: string, init: RequestInit = {}): Promise<string | null> => {
    const start = performance.now()
    try {
      const response = await fetch(address + path, { ...init, headers: { cookie, ...Object(init.headers) } })
      const body = await response.text()
      durations.push(performance.now() - start)
      if (response.status === 200) return body
      failures.push(`${path} was answered with ${response.status}: ${body.slice(0, 200)}`)
    } catch (error) {
      failures.push(`${path} was not answered: ${String(error)}, ${String((error as Error).cause)}`)
    }
    return null
  }
  const write = async (id: string, nth: number) => {
    const { status, revision } = known.get(id)!
    const action = status === 'live' ? 'pause' : 'resume'
    const headers = { 'content-type': 'application/json', 'if-match': `"r${revision}"`, 'idempotency-key': `load-${nth}` }
    const body = action === 'pause' ? '{"days":7}' : '{}'
    const answer = await send(`/api/versions/${id}/${action}`, { method: 'POST', headers, body })
    if (answer !== null) known.set(id, JSON.parse(answer) as Version)
    free.push(id)
  }
  const sendNext = async (nth: number): Promise<unknown> => {
    const id = nth % requestsPerWrite === 0 ? free.shift() : undefined
    if (id === undefined) return send(nth % 2 === 0 ? '/api/versions' : `/api/versions/${versions[nth % versions.length]!.id}`)
    writes++
    return write(id, nth)
  }

  const start = performance.now()
  const running = new Set<Promise<unknown>>()
  while (!isOver()) {
    const due = Math.floor(((performance.now() - start) / 1000) * perSecond)
    while (sent < due && underWay < maxUnderWay) {
      underWay++
      const request = sendNext(sent++).finally(() => {
        underWay--
        onAnswer()
        running.delete(request)
      })
      running.add(request)
    }
    await wait(1000 / perSecond)
  }
  await Promise.all(running)
  const seconds = (performance.now() - start) / 1000
  return { sent, writes, failures, durations: durations.toSorted((one, other) => one - other), versions: [...known.values()], seconds }
}
