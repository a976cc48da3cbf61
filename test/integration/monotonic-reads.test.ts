import { InfiniteQueryObserver, notifyManager, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { runCommand } from '#api/commands/run-command.ts'
import type { CommandProgress } from '#api/commands/deliver-command.ts'
import { createEventSequencer } from '#api/live-updates/event-sequencer.ts'
import type { LiveEvent } from '#api/live-updates/live-event.ts'
import { mergeIntoCache } from '#api/cache/monotonic-reads.ts'
import { createRefetchScheduler } from '#api/live-updates/refetch-scheduler.ts'
import { historyOptions } from '#api/queries/history.ts'
import { impactOptions } from '#api/queries/impact.ts'
import { listOptions } from '#api/queries/list.ts'
import { overviewOptions } from '#api/queries/overview.ts'
import { populationOptions } from '#api/queries/population.ts'
import { versionOptions } from '#api/queries/version.ts'
import { createQueryClient } from '#app/query-client.ts'
import { chance } from '#test/support/random.ts'
import { ScriptedBackend } from './fake-backend.ts'
import { Watch } from './monotonicity-checker.ts'

const interleavings = 10_000
const firstSeed = Number(process.env['SEED'] ?? 1)

/** Lets the console take in what came, and ask what follows from it. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

const filter = { search: '', status: [], endedWithin: null, sort: '-updated' } as const
const versions = ['a1', 'b1', 'a2']

/** A console before a backend whose answers and events come as chance wants: late, twice, in any order. Answers what went back on it. */
async function live(
  seed: number,
  steps: number,
): Promise<{ readonly stepsBack: readonly string[]; readonly looks: number; readonly asked: number }> {
  const { below, pick } = chance(seed)
  const backend = new ScriptedBackend()
  vi.stubGlobal('fetch', backend.fetch)
  const client = createQueryClient()
  const watch = new Watch(client)
  const over = new AbortController()
  const read = createRefetchScheduler(client, () => backend.moments * 1000)
  const ear = createEventSequencer(
    (event) => {
      if (event.kind === 'change') {
        mergeIntoCache(client, event.change)
        if (event.change.type === 'delete') watch.gone.add(event.change.versionId)
        read.onChange()
      } else if (event.kind === 'resync') void read.refetchAll()
      else read.onHeartbeat()
    },
    () => {},
  )
  let intents = 0
  const screen = new Map<string, () => void>()
  const look = (observer: QueryObserver<never> | InfiniteQueryObserver<never>) =>
    observer.subscribe(
      notifyManager.batchCalls(() => {
        const { data } = observer.getCurrentResult()
        if (data !== undefined) watch.see(observer.options.queryKey, data)
      }),
    )
  const open = (name: string): (() => void) => {
    const [kind = '', id = ''] = name.split(' ')
    switch (kind) {
      case 'list':
        return look(new InfiniteQueryObserver(client, listOptions({ ...filter, versions: id === 'all' ? 'all' : 'latest' })) as never)
      case 'history':
        return look(new InfiniteQueryObserver(client, historyOptions(id)) as never)
      case 'overview':
        return look(new QueryObserver(client, overviewOptions) as never)
      case 'impact':
        return look(new QueryObserver(client, impactOptions(id, below(3))) as never)
      case 'population':
        return look(new QueryObserver(client, populationOptions(id, '24h')) as never)
      default:
        return look(new QueryObserver(client, versionOptions(id)) as never)
    }
  }
  const sights = [
    'list all',
    'list latest',
    'overview',
    ...['detail', 'detail', 'history', 'impact', 'population'].map((kind) => `${kind} ${pick(versions)}`),
  ]
  const turn = (name: string) => {
    const leave = screen.get(name)
    leave?.()
    if (leave) screen.delete(name)
    else screen.set(name, open(name))
  }
  const deliver = () => {
    const asked = backend.asked[below(backend.asked.length)]
    if (!asked) return
    const last = backend.moments - 1
    const [status, body] = backend.answerTo(asked, below(2) === 0 ? last : below(last + 1))
    if (asked.key !== null && below(3) === 0) asked.lose()
    else asked.answer(status, body)
  }
  const hear = () => {
    const change = pick(backend.changes)
    const event: LiveEvent = { kind: 'change', id: `x.${change.sequence}`, change }
    if (below(4) === 0) ear.acceptRelayed(event, `x.${below(change.sequence)}`)
    else if (below(8) === 0) ear.accept({ kind: 'resync', id: `x.${change.sequence}` })
    else ear.accept(event)
  }
  const happenings: readonly (() => unknown)[] = [
    () => turn(pick(sights)),
    deliver,
    deliver,
    deliver,
    hear,
    () => backend.tick(),
    () => backend.ids.length > 0 && backend.change(pick(backend.ids), pick(['close', 'close', 'createVersion', 'delete'])),
    () => void confirm(pick(versions), pick(['close', 'delete'])),
    () => ear.accept({ kind: 'heartbeat' }),
  ]
  const confirm = async (versionId: string, action: 'close' | 'delete') => {
    const { revision } = client.getQueryData(versionOptions(versionId).queryKey) ?? { revision: 1 + below(3) }
    const intent = { action, versionId, userId: 'anna', revision, key: String(++intents), body: {} }
    const stages = new Set<CommandProgress>()
    const fate = await runCommand(intent, { client, onProgress: (stage) => stages.add(stage), signal: over.signal })
    if (stages.has('lookingUp') && !over.signal.aborted) watch.asked++
    if (fate.kind === 'succeeded' && fate.version.deletedAt) watch.gone.add(versionId)
  }

  for (const name of sights) if (below(2) === 0) turn(name)
  for (let step = 0; step < steps && watch.stepsBack.length === 0; step++) {
    pick(happenings)()
    await settle()
    watch.look()
  }
  over.abort()
  for (const leave of screen.values()) leave()
  client.clear()
  return watch
}

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', new EventTarget())
  notifyManager.setScheduler(queueMicrotask)
})

afterEach(() => {
  vi.unstubAllGlobals()
})

test(`in ${interleavings} orders of answers and events nothing goes back`, { timeout: 120_000 }, async () => {
  let looks = 0
  let asked = 0
  for (let seed = firstSeed; seed < firstSeed + interleavings; seed++) {
    const seen = await live(seed, 10)
    looks += seen.looks
    asked += seen.asked
    expect(seen.stepsBack, `SEED=${seed}`).toEqual([])
  }

  expect(looks).toBeGreaterThan(interleavings)
  // Answers that were lost, and asked for by their keys.
  expect(asked).toBeGreaterThan(20)
})
