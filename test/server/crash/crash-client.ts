import type { Operation } from '#api/contract/operation.ts'
import type { Problem } from '#api/contract/problem.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { VersionBatch } from '#api/contract/version-batch.ts'
import type { Version } from '#api/contract/version.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { Random } from '#mocks/faults/seeded-random.ts'
import { wait } from '#server/runtime/timers.ts'
import type { CommandOutcome, ObservedCommand, ObservedRead, VersionState } from './crash-run.ts'
import type { Replicas } from './replicas.ts'

/** What the clients of a run share. */
export interface SharedRun {
  readonly replicas: Replicas
  /** The identifiers of all versions that a client knows of. The first ones are changed most. */
  readonly versionIds: string[]
  readonly reads: ObservedRead[]
  readonly commands: ObservedCommand[]
  /** The number of answers that were lost, or said that the database is away. */
  lostCount: number
  /** Gives the next moment. */
  readonly tick: () => number
}

/** Time until a client that got no answer asks again, in milliseconds. */
const retryMs = 25

/** A request without an answer for so long is given up, and sent again. */
const requestTimeoutMs = 20_000

/** A session at the replicas. */
export interface CrashSession {
  readonly userId: string
  /** Sends a request to a replica. `null`: no answer has come, or one that says that the database is away. */
  readonly sendOnce: (nth: number, path: string, init?: RequestInit) => Promise<{ readonly status: number; readonly text: string } | null>
  /** Sends a request that changes nothing, until a replica answers it with its text. */
  readonly read: <Body>(path: string) => Promise<Body>
  /** The headers of every request. */
  readonly headers: Readonly<Record<string, string>>
}

/** Signs in at a replica. */
export async function openSession(shared: SharedRun, random: Random, name: string): Promise<CrashSession> {
  const { replicas } = shared
  const body = new URLSearchParams({ name, role: 'marketer' })
  const signedIn = await replicas.send(0, '/sign-in', { method: 'POST', redirect: 'manual', body })
  const headers = { cookie: signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '' }
  const sendOnce: CrashSession['sendOnce'] = async (nth, path, init = {}) => {
    try {
      const signal = AbortSignal.timeout(requestTimeoutMs)
      const response = await replicas.send(nth, path, { ...init, headers: { ...Object(init.headers), ...headers }, signal })
      const text = await response.text()
      if (response.status !== 503) return { status: response.status, text }
    } catch (error) {
      // What `fetch` throws for a connection that fails; anything else is a mistake of the test.
      if (!(error instanceof TypeError || error instanceof DOMException)) throw error
    }
    shared.lostCount++
    return null
  }
  return {
    userId: name.toLowerCase().replaceAll(' ', '-'),
    headers,
    sendOnce,
    read: async <Body>(path: string) => {
      for (;;) {
        const answer = await sendOnce(random.int(replicas.count - 1), path)
        if (answer?.status === 200) return JSON.parse(answer.text) as Body
        if (answer) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`)
        await wait(retryMs)
      }
    },
  }
}

const pickState = ({ id, revision, status }: VersionState): VersionState => ({ id, revision, status })

/** The outcome that a problem tells. */
function toOutcome(
  { code, currentVersion, reasonCode }: Pick<Problem, 'code' | 'currentVersion' | 'reasonCode'>,
  text: string,
): CommandOutcome {
  if (code === 'cancelled') return { kind: 'cancelled' }
  if (code === 'stale-revision' && currentVersion) return { kind: 'stale', current: pickState(currentVersion) }
  if (code === 'action-not-allowed' && currentVersion)
    return { kind: 'refused', current: pickState(currentVersion), reasonCode: reasonCode ?? '' }
  throw new Error(`A command was answered with ${text}`)
}

/** The outcome that a lookup or a cancellation tells; `null` if there is none so far. */
function readOperation(text: string): CommandOutcome | null {
  const operation = JSON.parse(text) as Operation
  if (operation.state === 'notReceived') return null
  if (operation.state === 'cancelled') return { kind: 'cancelled' }
  if (operation.state === 'rejected') return toOutcome(operation.problem, text)
  if ('version' in operation) return { kind: 'succeeded', result: pickState(operation.version) }
  throw new Error(`A lookup was answered with ${text}`)
}

/** Actions that the lifecycle table allows in a status; some of them several times, so that they are chosen more often. */
const usualActions: Readonly<Record<string, readonly Action[]>> = {
  draft: ['publish'],
  live: ['pause', 'pause', 'pause', 'pause', 'pause', 'pause', 'duplicate', 'createVersion', 'close'],
  paused: ['resume', 'resume', 'resume', 'resume', 'resume', 'resume', 'resume', 'resume', 'stop'],
  closed: ['stop', 'duplicate', 'createVersion'],
}
const allActions = ['publish', 'pause', 'resume', 'close', 'stop', 'createVersion', 'duplicate'] as const satisfies readonly Action[]

const buildBody = (action: Action, key: string): object => {
  if (action === 'pause') return { days: 7 }
  if (action === 'close') return { note: key }
  if (action === 'stop') return { reason: 'legal', note: key }
  return action === 'duplicate' ? { name: key } : {}
}

/** How many versions are changed most, so that users meet. */
const hotCount = 12

/** A client that reads and changes versions, one operation after the other, and writes down what it observes. */
export function createCrashClient(
  shared: SharedRun,
  session: CrashSession,
  random: Random,
): { readonly runOperation: () => Promise<void> } {
  const { replicas, versionIds, tick } = shared
  const known = new Map<string, VersionState>()
  let keyCount = 0

  const readVersion = async (id: string): Promise<VersionState> => {
    const from = tick()
    const state = random.bool(30)
      ? await session.read<Version>(`/api/versions/${id}`)
      : ((await session.read<VersionBatch>(`/api/versions?id=${id}`)).items[0] ?? { id, revision: 0, status: 'missing' })
    shared.reads.push({ from, to: tick(), state: pickState(state) })
    known.set(id, pickState(state))
    return state
  }

  /** Looks the outcome up, or cancels the command. `null`: it is not known, and the command has to be sent again. */
  const askForOutcome = async (key: string): Promise<CommandOutcome | null> => {
    const cancellation = { method: 'POST', headers: { 'content-type': 'application/json', 'idempotency-key': key }, body: '{}' }
    const isCancelled = random.bool(30)
    const path = `/api/operations/${key}${isCancelled ? '/cancel' : ''}`
    const answer = await session.sendOnce(random.int(replicas.count - 1), path, isCancelled ? cancellation : {})
    if (answer && answer.status !== 200) throw new Error(`${path} was answered with ${answer.status}: ${answer.text}`)
    return answer && readOperation(answer.text)
  }

  /** Sends a command until its outcome is known. */
  const deliver = async (path: string, init: RequestInit, key: string, firstReplica: number): Promise<CommandOutcome> => {
    for (let nth = firstReplica; ; nth = random.int(replicas.count - 1)) {
      const answer = await session.sendOnce(nth, path, init)
      if (answer) {
        const { status, text } = answer
        const body = JSON.parse(text) as Version & Problem
        return status === 200 ? { kind: 'succeeded', result: pickState(body) } : toOutcome(body, text)
      }
      await wait(retryMs)
      const outcome = await askForOutcome(key)
      if (outcome) return outcome
    }
  }

  const sendCommand = async (id: string, action: Action, ifRevision: number) => {
    const key = `${session.userId}-${++keyCount}`
    const headers = { 'content-type': 'application/json', 'if-match': `"r${ifRevision}"`, 'idempotency-key': key }
    const init = { method: 'POST', headers, body: JSON.stringify(buildBody(action, key)) }
    const path = `/api/versions/${id}/${actionSegments[action]}`
    const first = random.int(replicas.count - 1)
    const from = tick()
    // Some commands are sent to two replicas at the same time.
    const sent = random.bool(15) ? [first, (first + 1) % replicas.count] : [first]
    await Promise.all(
      sent.map(async (nth) => {
        const outcome = await deliver(path, init, key, nth)
        shared.commands.push({ from, to: tick(), userId: session.userId, key, versionId: id, action, ifRevision, outcome })
        if (outcome.kind === 'cancelled') return
        const state = outcome.kind === 'succeeded' ? outcome.result : outcome.current
        if (!versionIds.includes(state.id)) versionIds.push(state.id)
        known.set(state.id, state)
      }),
    )
  }

  return {
    runOperation: async () => {
      const id = random.bool(60) ? versionIds[random.int(hotCount - 1)]! : random.pick(versionIds)
      const state = random.bool(40) ? known.get(id) : undefined
      const { revision, status } = state ?? (await readVersion(id))
      if (random.bool(state ? 5 : 30)) return
      const usual = usualActions[status] ?? ['createVersion']
      await sendCommand(id, random.bool(10) ? random.pick(allActions) : random.pick(usual), revision)
    },
  }
}
