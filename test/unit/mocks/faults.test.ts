import { beforeEach, describe, expect, test } from 'vitest'
import type { Operation } from '#api/contract/operation.ts'
import { listSchema } from '#api/contract/list.ts'
import { problemCodes } from '#api/contract/problems/problem-codes.ts'
import { versionSchema } from '#api/contract/version.ts'
import * as v from 'valibot'
import { safeHeaders } from '#backend/http/answer.ts'
import { networkConditions } from '#mocks/faults/network-conditions.ts'
import { endpoints } from '#api/contract/api-operations.ts'
import { createSeededSchedule } from '#mocks/faults/fault-schedule.ts'
import { faultSchema, gatewayBodies, type Fault } from '#mocks/faults/fault.ts'
import { createFaultyDemo, welcomePath, type FaultyDemo } from './faulty-demo.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'

const stopped = 'Ana Ruiz: stop'

let demo: FaultyDemo

beforeEach(async () => {
  demo = await createFaultyDemo()
})

const setCommandFaults = (...faults: readonly Fault[]) => demo.setFaultPlan({ next: { command: [[...faults]] } })

/** Asks `PUT /demo/settings`, as the menu does. */
const putSettings = (choice: object) => demo.send('/demo/settings', { method: 'PUT', body: JSON.stringify(choice) })

/** The stream of events, read as far as it has come, piece by piece. */
async function openStream() {
  const response = await demo.send('/api/events')
  const chunks: string[] = []
  let over = false
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done) return void (over = true)
      if (value !== undefined) chunks.push(value)
    }
  }
  void read()
  await flushEventLoop(1)
  return { status: response.status, chunks, isClosed: () => over, cancel: () => reader?.cancel() }
}

describe('on the way to the backend', () => {
  test('a command and its response take as long as the plan says', async () => {
    setCommandFaults({ kind: 'delay', beforeMs: 31_000, afterMs: 500 })
    let answered = false

    const answer = demo.stop().finally(() => (answered = true))
    await flushEventLoop(1)
    const whileGoing = [demo.pendingDelays[0]?.ms, await demo.readHistory()]
    demo.pendingDelays[0]?.release()
    await flushEventLoop(1)
    const whileComing = [demo.pendingDelays[1]?.ms, await demo.readHistory(), answered]
    demo.pendingDelays[1]?.release()

    expect(whileGoing).toEqual([31_000, expect.not.arrayContaining([stopped])])
    expect(whileComing).toEqual([500, expect.arrayContaining([stopped]), false])
    expect((await answer).status).toBe(200)
  })

  test('a request gets lost: nothing has happened', async () => {
    setCommandFaults({ kind: 'replace', response: 'networkError', delivery: 'never' })

    const { type } = await demo.stop()

    expect(type).toBe('error')
    expect(await demo.readHistory()).not.toContain(stopped)
  })

  test('a response gets lost: the command was carried out, and is not carried out again', async () => {
    setCommandFaults({ kind: 'replace', response: 'networkError', delivery: 'before' })

    const { type } = await demo.stop()
    const again = await demo.stop()

    expect(type).toBe('error')
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await demo.readHistory()).filter((entry) => entry === stopped)).toHaveLength(1)
  })

  test('a request that was aborted arrives later all the same, unless it was cancelled', async () => {
    const straggle = { kind: 'replace', response: { status: 504, body: 'html' }, delivery: { afterMs: 2_000 } } as const
    demo.setFaultPlan({ next: { command: [[straggle], [straggle]] } })
    const withdraw = () =>
      demo.send('/api/operations/once/cancel', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: '{}',
      })

    const { status } = await demo.stop()
    const outcome = (await (await withdraw()).json()) as Operation
    demo.pendingDelays[0]?.release()
    await demo.network.waitUntilIdle()
    const withdrawn = await demo.readHistory()
    await demo.stop('twice')
    demo.pendingDelays[1]?.release()
    await demo.network.waitUntilIdle()

    expect([status, outcome.state]).toEqual([504, 'cancelled'])
    expect(withdrawn).not.toContain(stopped)
    expect(await demo.readHistory()).toContain(stopped)
  })

  test('a request is delivered twice: it happens once', async () => {
    setCommandFaults({ kind: 'duplicate', afterMs: 100 })

    const { status } = await demo.stop()
    demo.pendingDelays[0]?.release()
    await demo.network.waitUntilIdle()

    expect([status, demo.pendingDelays[0]?.ms]).toEqual([200, 100])
    expect((await demo.readHistory()).filter((entry) => entry === stopped)).toHaveLength(1)
  })

  test.each([429, 502, 503, 504] as const)(
    'a proxy responds with %i in its own words, whether or not the stop has been done',
    async (status) => {
      for (const body of gatewayBodies) {
        demo = await createFaultyDemo()
        demo.setFaultPlan({
          next: { command: (['never', 'before'] as const).map((delivery) => [{ kind: 'replace', response: { status, body }, delivery }]) },
        })

        const refused = await demo.stop()
        const before = await demo.readHistory()
        const lost = await demo.stop()

        expect([refused.status, lost.status]).toEqual([status, status])
        expect(refused.headers.has('retry-after')).toBe(status === 429 || status === 503)
        expect(await refused.text()).not.toMatch(new RegExp(`"(?:${problemCodes.join('|')})"`))
        expect([before.includes(stopped), (await demo.readHistory()).includes(stopped)]).toEqual([false, true])
      }
    },
  )

  test('a page comes back instead of an answer, with status 200', async () => {
    demo.setFaultPlan({ next: { list: [[{ kind: 'replace', response: 'captivePortal', delivery: 'never' }]] } })

    const response = await demo.send('/api/versions')

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(await response.text()).toMatch(/^<!doctype html>/)
  })

  test.each(['truncated', 'malformed'] as const)('the answer comes %s, and is no JSON any more', async (how) => {
    demo.setFaultPlan({ next: { version: [[{ kind: 'corrupt', how }]] } })

    const response = await demo.send(welcomePath)

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  test('a newer backend knows a status and a field that this one does not, and the contract bears both', async () => {
    const newer: Fault[] = [
      { kind: 'corrupt', how: 'newerStatus' },
      { kind: 'corrupt', how: 'newerField' },
    ]
    demo.setFaultPlan({ next: { version: [newer], list: [newer] } })

    const version: unknown = await (await demo.send(welcomePath)).json()
    const list: unknown = await (await demo.send('/api/versions')).json()

    expect(version).toMatchObject({ isNewer: 1, status: 'archived', versions: [{ status: 'archived' }, { isNewer: 1 }] })
    expect(v.parse(versionSchema, version).status).toBe('archived')
    expect(v.parse(listSchema, list).items.every(({ status }) => status === 'archived')).toBe(true)
  })
})

describe('concurrentChange', () => {
  test.each(['before', 'after'] as const)('another marketer stops the journey %s the request arrives', async (when) => {
    setCommandFaults({ kind: 'concurrentChange', when, change: { action: 'stop' } })

    const response = await demo.stop()

    const first = when === 'before' ? 'Léa Fontaine: stop' : stopped
    expect(response.status).toBe(when === 'before' ? 412 : 200)
    expect((await demo.readHistory())[0]).toBe(first)
  })

  test('the session expires, and everything is refused until a user signs in again', async () => {
    setCommandFaults({ kind: 'concurrentChange', when: 'before', change: { expire: 'session' } })

    const refused = await demo.stop()
    const settings = await demo.send('/demo/settings')
    const read = await demo.send('/api/versions')
    await putSettings({ signedIn: true })
    const again = await demo.stop()

    expect([refused.status, read.status, again.status]).toEqual([401, 401, 200])
    expect(await settings.json()).toMatchObject({ signedIn: false })
  })

  test('a permission is taken away, and given back', async () => {
    setCommandFaults({ kind: 'concurrentChange', when: 'before', change: { revoke: 'stop' } })

    const refused = await demo.stop()
    const session = await demo.send('/api/session')
    await putSettings({ revoked: [] })
    const again = await demo.stop()

    expect([refused.status, again.status]).toEqual([403, 200])
    expect(await session.json()).toMatchObject({ user: { name: 'Ana Ruiz' }, permissions: expect.not.arrayContaining(['stop']) })
  })

  test('another marketer, asked to, stops a journey at once, or later, or the largest one', async () => {
    const order = (body: object) => demo.send('/demo/second-user', { method: 'POST', body: JSON.stringify(body) })

    await order({ action: 'close', versionId: 'welcome-series-v2', afterMs: 5_000 })
    const early = await demo.readHistory()
    demo.pendingDelays[0]?.release()
    await flushEventLoop(1)
    const later = await demo.readHistory()
    const largest = await demo.actAsSecondUser({ action: 'stop' })

    expect([demo.pendingDelays[0]?.ms, early[0], later[0]]).toEqual([
      5_000,
      expect.not.stringContaining('Léa Fontaine: close'),
      'Léa Fontaine: close',
    ])
    expect(await largest.json()).toMatchObject({ status: 'stopped', updatedBy: { name: 'Léa Fontaine' } })
  })
})

describe('of the events', () => {
  const change = /"type":"(\w+)"/

  test('each comes twice', async () => {
    demo.setFaultPlan({ next: { events: [[{ kind: 'reorderEvents', how: 'duplicated' }]] } })
    const { chunks, cancel } = await openStream()

    await demo.actAsSecondUser({ action: 'close', versionId: 'welcome-series-v2' })
    await flushEventLoop(1)

    expect(chunks.map((event) => change.exec(event)?.[1])).toEqual([undefined, undefined, 'close', 'close'])
    await cancel()
  })

  test('a later one comes first', async () => {
    demo.setFaultPlan({ next: { events: [[{ kind: 'reorderEvents', how: 'swapped' }]] } })
    const { chunks, cancel } = await openStream()

    for (const action of ['close', 'stop'] as const) {
      await demo.actAsSecondUser({ action, versionId: 'welcome-series-v2' })
      await flushEventLoop(1)
    }
    await demo.sendHeartbeat()
    await flushEventLoop(1)

    expect(chunks.map((event) => change.exec(event)?.[1])).toEqual(['close', undefined, undefined, 'stop'])
    await cancel()
  })

  test('the stream is cut in the middle of one', async () => {
    demo.setFaultPlan({ next: { events: [[{ kind: 'truncateStream', afterEvents: 1 }]] } })
    const { chunks, isClosed } = await openStream()

    await demo.actAsSecondUser({ action: 'close', versionId: 'welcome-series-v2' })
    await flushEventLoop(1)

    expect(isClosed()).toBe(true)
    expect(chunks).toHaveLength(2)
    expect(chunks[1]).not.toMatch(/\n\n$/)
  })

  test('each is late where the backend is slow', async () => {
    demo.setFaultPlan({ next: { events: [[{ kind: 'delay', beforeMs: 0, afterMs: 3_000 }]] } })
    const listening = openStream()
    const steps: number[] = []
    for (let step = 0; step < 3; step++) {
      await flushEventLoop(1)
      steps.push(demo.pendingDelays[step]?.ms ?? -1)
      demo.pendingDelays[step]?.release()
    }

    const { chunks, cancel } = await listening
    await flushEventLoop(1)

    expect(steps).toEqual([0, 3_000, 3_000])
    expect(chunks).toHaveLength(1)
    await cancel()
  })
})

describe('the backend of the menu', () => {
  test('is what the settings say, and its normal self again at once', async () => {
    demo.skipDelays()
    const answers: Record<string, unknown> = {}

    for (const backend of [...networkConditions, 'normal']) {
      await putSettings({ backend })
      const read = await demo.send(welcomePath)
      const written = await demo.stop(backend)
      answers[backend] = [read.status, written.status]
    }

    // Of the second one on, the stop is refused: the first has been done.
    expect(answers).toEqual({
      normal: [200, 200],
      slow: [200, 412],
      verySlow: [200, 412],
      answersLost: [200, 0],
      unavailable: [503, 503],
      offline: [0, 0],
    })
  })

  test('ends the stream of events when it goes, and refuses another one', async () => {
    const { isClosed } = await openStream()
    const before = isClosed()

    await putSettings({ backend: 'offline' })
    await flushEventLoop(1)
    const refused = await openStream()
    await putSettings({ backend: 'normal' })
    const { status, cancel } = await openStream()

    expect([before, isClosed(), refused.status, status]).toEqual([false, true, 0, 200])
    await cancel()
  })

  test('is steered by answers as safe as its own', async () => {
    await putSettings({ backend: 'unavailable' })

    const { status, headers } = await demo.send('/demo/settings')

    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject(safeHeaders)
  })
})

describe('a seed', () => {
  test('draws every kind of fault, each as the schema has it, and the same again', () => {
    const draw = (seed: number) =>
      endpoints.flatMap((endpoint) => Array.from({ length: 20 }, (_, nth) => createSeededSchedule(seed)(endpoint, nth)))

    const seeds = Array.from({ length: 50 }, (_, index) => draw(index))

    const faults = seeds.flat(2)
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultSchema.options.map(({ entries }) => entries.kind.literal)))
    expect(faults.every((fault) => v.is(faultSchema, fault))).toBe(true)
    expect(new Set(seeds.map((drawn) => JSON.stringify(drawn))).size).toBe(50)
    expect(Array.from({ length: 50 }, (_, index) => draw(index))).toEqual(seeds)
  })

  test('brings about the same story again, whatever is asked in between of something else', async () => {
    const runStory = async (seed: number, readsBetween: boolean) => {
      demo = await createFaultyDemo()
      demo.skipDelays()
      await putSettings({ backend: seed })
      const answers: unknown[] = []
      for (let nth = 0; nth < 6; nth++) {
        if (readsBetween) await demo.send('/api/overview')
        const response = await demo.stop(`key ${nth}`)
        answers.push([response.status, response.type, await response.text()])
      }
      await demo.network.waitUntilIdle()
      return [answers, await demo.readHistory()]
    }

    const seeds = Array.from({ length: 15 }, (_, index) => index)
    for (const seed of seeds) expect(await runStory(seed, true), `seed ${seed}`).toEqual(await runStory(seed, false))
  })
})
