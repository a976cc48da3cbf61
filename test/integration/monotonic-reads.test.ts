import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '#api/commands/run-command.ts'
import type { CommandProgress } from '#api/commands/delivery-state.ts'
import { createEventSequencer, type LiveEvent } from '#api/live-updates/event-sequencer.ts'
import { mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import { createRefetchScheduler } from '#api/live-updates/refetch-scheduler.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { listOptions, type ListFilter } from '#api/queries/list.ts'
import { overviewOptions } from '#api/queries/overview.ts'
import { populationOptions } from '#api/queries/population.ts'
import { buildVersionBatchOptions } from '#api/queries/version-batch.ts'
import { versionOptions } from '#api/queries/version.ts'
import { createQueryClient } from '#app/query-client.ts'
import { createRandom } from '#mocks/faults/seeded-random.ts'
import { SnapshotBackend } from './snapshot-backend.ts'
import { MonotonicityChecker } from './monotonicity-checker.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'

// Fewer do not contain enough commands whose outcome is looked up.
const interleavings = scaleCases(10_000, 1_000)
const firstSeed = Number(process.env['SEED'] ?? 1)

const filter: Omit<ListFilter, 'versions'> = { search: '', status: [], timeZone: 'UTC', sort: '-updated' }
const versions = ['a1', 'b1', 'a2']

/** A console before a backend whose answers and events come as chance wants: late, twice, in any order. Answers what went back on it. */
async function runInterleaving(
  seed: number,
  steps: number,
): Promise<{ readonly regressions: readonly string[]; readonly comparisons: number; readonly lookups: number }> {
  const { int, pick } = createRandom(seed)
  const backend = new SnapshotBackend()
  vi.stubGlobal('fetch', backend.fetch)
  const client = createQueryClient()
  const checker = new MonotonicityChecker(client)
  const controller = new AbortController()
  const scheduler = createRefetchScheduler(client, () => backend.momentCount * 1000)
  const sequencer = createEventSequencer(
    (event) => {
      if (event.kind === 'change') {
        mergeIntoCache(client, 'change', event.change)
        if (event.change.type === 'delete') checker.deletedIds.add(event.change.versionId)
        scheduler.onChange()
      } else if (event.kind === 'resync') void scheduler.refetchAll()
      else scheduler.onHeartbeat()
    },
    () => {},
  )
  let commandCount = 0
  const openQueries = new Map<string, () => void>()
  const observe = (observer: QueryObserver<never> | InfiniteQueryObserver<never>) =>
    observer.subscribe(
      notifyManager.batchCalls(() => {
        const { data } = observer.getCurrentResult()
        if (data !== undefined) checker.checkShown(observer.options.queryKey, data)
      }),
    )
  const open = (name: string): (() => void) => {
    const [kind = '', id = ''] = name.split(' ')
    switch (kind) {
      case 'list':
        return observe(new InfiniteQueryObserver(client, listOptions({ ...filter, versions: id === 'all' ? 'all' : 'latest' })) as never)
      case 'history':
        return observe(new InfiniteQueryObserver(client, historyOptions(id)) as never)
      case 'batch':
        return observe(new QueryObserver(client, buildVersionBatchOptions(versions)) as never)
      case 'overview':
        return observe(new QueryObserver(client, overviewOptions('UTC')) as never)
      case 'impact':
        return observe(new QueryObserver(client, impactOptions(id, int(2))) as never)
      case 'population':
        return observe(new QueryObserver(client, populationOptions(id, '24h')) as never)
      default:
        return observe(new QueryObserver(client, versionOptions(id)) as never)
    }
  }
  const queryNames = [
    'list all',
    'list latest',
    'overview',
    'batch',
    ...['detail', 'detail', 'history', 'impact', 'population'].map((kind) => `${kind} ${pick(versions)}`),
  ]
  const toggleQuery = (name: string) => {
    const leave = openQueries.get(name)
    leave?.()
    if (leave) openQueries.delete(name)
    else openQueries.set(name, open(name))
  }
  const answerOneRequest = () => {
    // Half of the answers are to commands, if there are any: few of all requests are.
    const commands = backend.pendingRequests.filter(({ key }) => key !== null)
    const requests = commands.length > 0 && int(1) === 0 ? commands : backend.pendingRequests
    const request = requests[int(requests.length - 1)]
    if (!request) return
    const last = backend.momentCount - 1
    const [status, body] = backend.createAnswer(request, int(1) === 0 ? last : int(last))
    if (request.key !== null && int(2) === 0) request.fail()
    else request.respond(status, body)
  }
  const receiveEvent = () => {
    const change = pick(backend.changes)
    const event: LiveEvent = { kind: 'change', id: `x.${change.sequence}`, change }
    if (int(3) === 0) sequencer.acceptRelayed(event, `x.${int(change.sequence - 1)}`)
    else if (int(7) === 0) sequencer.accept({ kind: 'resync', id: `x.${change.sequence}` })
    else sequencer.accept(event)
  }
  const possibleSteps: readonly (() => unknown)[] = [
    () => toggleQuery(pick(queryNames)),
    answerOneRequest,
    answerOneRequest,
    answerOneRequest,
    receiveEvent,
    () => backend.advanceTime(),
    () => backend.ids.length > 0 && backend.changeVersion(pick(backend.ids), pick(['close', 'close', 'createVersion', 'delete'])),
    () => void confirm(pick(versions), pick(['close', 'delete'])),
    () => sequencer.accept({ kind: 'heartbeat' }),
  ]
  const confirm = async (versionId: string, action: 'close' | 'delete') => {
    const { revision } = client.getQueryData(versionOptions(versionId).queryKey) ?? { revision: 1 + int(2) }
    const command = { action, versionId, userId: 'anna', revision, key: String(++commandCount), body: {} }
    const stages = new Set<CommandProgress>()
    const outcome = await runCommand(command, { client, onProgress: (stage) => stages.add(stage), signal: controller.signal })
    if (stages.has('lookingUp') && !controller.signal.aborted) checker.lookups++
    if (outcome.kind === 'succeeded' && outcome.result.deletedAt) checker.deletedIds.add(versionId)
  }

  for (const name of queryNames) if (int(1) === 0) toggleQuery(name)
  for (let step = 0; step < steps && checker.regressions.length === 0; step++) {
    pick(possibleSteps)()
    await flushEventLoop(1)
    checker.checkAll()
  }
  controller.abort()
  for (const leave of openQueries.values()) leave()
  client.clear()
  return checker
}

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', new EventTarget())
  notifyManager.setScheduler(queueMicrotask)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test(`in ${interleavings} orders of answers and events nothing goes back`, { timeout: generatedCasesTimeoutMs }, async () => {
  let looks = 0
  let request = 0
  for (let seed = firstSeed; seed < firstSeed + interleavings; seed++) {
    const seen = await runInterleaving(seed, 12)
    looks += seen.comparisons
    request += seen.lookups
    expect(seen.regressions, `SEED=${seed}`).toEqual([])
  }

  expect(looks).toBeGreaterThan(interleavings)
  // Answers that were lost, and asked for by their keys.
  expect(request).toBeGreaterThan(interleavings / 500)
})
