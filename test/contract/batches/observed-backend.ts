import type { Batch, BatchDetails } from '#api/contract/batches/batch.ts'
import type { Preflight } from '#api/contract/batches/preflight.ts'
import type { PreflightRequest } from '#api/contract/batches/preflight-request.ts'
import { actionSegments } from '#api/contract/requests.ts'
import type { Session } from '#api/contract/session.ts'
import { createBackend } from '#backend/app.ts'
import type { Engine } from '#backend/engine/engine.ts'
import { createSimulatedEngine } from '#backend/engine/simulated-engine.ts'
import type { Environment } from '#backend/environment.ts'
import type { StoredBatch } from '#backend/store/batches/batch-records.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { StoredEntry, VersionRecord } from '#backend/store/records.ts'
import type { Reader, Store } from '#backend/store/store.ts'
import { batchItemStates, chooseHeadline, maxBatchItems, type BatchCounts } from '#domain/batch.ts'
import type { Action } from '#domain/lifecycle.ts'
import { createLocalNotifier } from '#backend/events/notifier.ts'
import { createKey, defaultBodies } from '#test/contract/support/client.ts'
import { buildSeed, now } from '#test/contract/support/fixtures.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'

/** An engine that fails for single versions with these identifiers. */
function createFailingEngine(failingIds: ReadonlySet<string>): Engine {
  const engine = createSimulatedEngine()
  return {
    ...engine,
    countInside: (versions, at) => {
      const [only, ...others] = versions
      if (only && others.length === 0 && failingIds.has(only.id)) throw new Error('no answer')
      return engine.countInside(versions, at)
    },
  }
}

/** Describes what is wrong with a batch, from its items and the history; `null` if nothing is. */
async function findBatchError(reader: Reader, batch: StoredBatch, endings: readonly StoredEntry[]): Promise<string | null> {
  const items = await reader.batchItems(batch.id, { limit: maxBatchItems })
  const tally: Record<keyof BatchCounts, number> = { pending: 0, done: 0, refused: 0, failed: 0, cancelled: 0 }
  for (const { state } of items) tally[state]++
  const ended = endings.filter(({ batchId }) => batchId === batch.id).map(({ versionId }) => versionId)
  const done = items.filter(({ state }) => state === 'done').map(({ versionId }) => versionId)
  if (batchItemStates.some((state) => tally[state] !== batch.counts[state]))
    return `counts ${JSON.stringify(batch.counts)}, items ${JSON.stringify(tally)}`
  if (String(ended.toSorted()) !== String(done.toSorted())) return `ended ${String(ended)}, done ${String(done)}`
  if ((batch.endedAt === null) !== tally.pending > 0) return `${batch.state} with ${tally.pending} pending`
  const headline = chooseHeadline(batch.counts)
  if (headline.done !== ended.length || headline.selected !== items.length) return `headline ${JSON.stringify(headline)}`
  const claimsAll = headline.kind === 'allDone'
  return claimsAll && ended.length < items.length ? `claims all, and ${ended.length} of ${items.length} were ended` : null
}

/** A backend whose batches are checked after each write. */
export interface ObservedBackend {
  readonly environment: Environment
  readonly setTime: (at: number) => void
  /** What was wrong after some write. */
  readonly errors: readonly string[]
  /** The endings in the history, oldest first. */
  readonly readEndings: () => Promise<readonly StoredEntry[]>
  /** Sends a command on a version as the other user, whatever its revision. */
  readonly act: (action: Action, id: string) => Promise<number>
  readonly preflight: (selection: PreflightRequest) => Promise<Preflight>
  readonly post: (path: string, body: object) => Promise<{ readonly status: number; readonly body: Batch }>
  readonly readBatch: (id: string) => Promise<BatchDetails>
}

/** Creates a backend in process. Its engine always fails for `failingIds`. */
export function createObservedBackend(versions: readonly VersionRecord[], failingIds: ReadonlySet<string> = new Set()): ObservedBackend {
  const memory = createMemoryStore(buildSeed(versions))
  const errors: string[] = []
  let time = now
  let idCount = 0
  const readEndings = (reader: Reader) =>
    reader.entriesAfter(versions.length, 100_000).then((entries) => entries.filter(({ type }) => type === 'close' || type === 'stop'))
  const check = () =>
    memory.read(async (reader) => {
      const endings = await readEndings(reader)
      for (const batch of await reader.batches(100)) {
        const error = await findBatchError(reader, batch, endings)
        if (error !== null) errors.push(error)
      }
    })
  const store: Store = {
    read: (work) => memory.read(work),
    write: async (work) => {
      const result = await memory.write(work)
      await check()
      return result
    },
  }
  const environment: Environment = {
    store,
    engine: createFailingEngine(failingIds),
    clock: () => time,
    identify: () => marketer,
    subscribe: createLocalNotifier().subscribe,
    newId: () => `new-${++idCount}`,
    typedNameThreshold: 1000,
  }
  const createSender = (session: Session) => {
    const backend = createBackend({ ...environment, identify: () => session })
    return async (path: string, init?: RequestInit) => backend(new Request(`http://localhost/api${path}`, init))
  }
  const [send, sendAsOther] = [createSender(marketer), createSender(otherMarketer)]
  const toPost = (body: object, headers = {}) => ({
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': createKey(), ...headers },
    body: JSON.stringify(body),
  })
  const post = async (path: string, body: object) => {
    const response = await send(`/batches${path}`, toPost(body))
    return { status: response.status, body: (await response.json()) as Batch }
  }
  return {
    environment,
    setTime: (at) => (time = at),
    errors,
    readEndings: () => memory.read(readEndings),
    act: async (action, id) => {
      const etag = (await sendAsOther(`/versions/${id}`)).headers.get('etag') ?? '"r1"'
      const response = await sendAsOther(`/versions/${id}/${actionSegments[action]}`, toPost(defaultBodies[action], { 'if-match': etag }))
      return response.status
    },
    preflight: async (selection) => (await post('/preflight', selection)).body as unknown as Preflight,
    post,
    readBatch: async (id) => (await (await send(`/batches/${id}?limit=100`)).json()) as BatchDetails,
  }
}
