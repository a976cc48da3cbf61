import { beforeEach, describe, expect, test } from 'vitest'
import type { Operation } from '#api/contract/operation.ts'
import { listSchema } from '#api/contract/list.ts'
import { problemCodes } from '#api/contract/problem.ts'
import { versionSchema } from '#api/contract/version.ts'
import * as v from 'valibot'
import { safeHeaders } from '#backend/http/answer.ts'
import { modes } from '#mocks/faults/network-conditions.ts'
import { endpoints } from '#mocks/faults/endpoint.ts'
import { drawnSchedule } from '#mocks/faults/fault-schedule.ts'
import { faultSchema, gatewayBodies, type Fault } from '#mocks/faults/fault.ts'
import { faultyDemo, welcome, type FaultyDemo } from './faulty-demo.ts'

const stopped = 'Ana Ruiz: stop'

let demo: FaultyDemo

beforeEach(async () => {
  demo = await faultyDemo()
})

const onAct = (...faults: readonly Fault[]) => demo.faults({ next: { act: [[...faults]] } })

/** Lets everything run that waits for nothing but other promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** Asks `PUT /demo/settings`, as the menu does. */
const choose = (choice: object) => demo.send('/demo/settings', { method: 'PUT', body: JSON.stringify(choice) })

/** The stream of events, read as far as it has come, piece by piece. */
async function listen() {
  const response = await demo.send('/api/events')
  const heard: string[] = []
  let over = false
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    for (;;) {
      const { done, value } = (await reader?.read()) ?? { done: true }
      if (done) return void (over = true)
      if (value !== undefined) heard.push(value)
    }
  }
  void read()
  await settle()
  return { status: response.status, heard, isOver: () => over, hangUp: () => reader?.cancel() }
}

describe('on the way to the backend', () => {
  test('an intent and its answer take as long as was said', async () => {
    onAct({ kind: 'late', before: 31_000, after: 500 })
    let answered = false

    const answer = demo.stop().finally(() => (answered = true))
    await settle()
    const whileGoing = [demo.waiting[0]?.ms, await demo.happened()]
    demo.waiting[0]?.go()
    await settle()
    const whileComing = [demo.waiting[1]?.ms, await demo.happened(), answered]
    demo.waiting[1]?.go()

    expect(whileGoing).toEqual([31_000, expect.not.arrayContaining([stopped])])
    expect(whileComing).toEqual([500, expect.arrayContaining([stopped]), false])
    expect((await answer).status).toBe(200)
  })

  test('a request gets lost: nothing has happened', async () => {
    onAct({ kind: 'instead', answer: 'nothing', reaches: 'never' })

    const { type } = await demo.stop()

    expect(type).toBe('error')
    expect(await demo.happened()).not.toContain(stopped)
  })

  test('an answer gets lost: it has happened, and the same intent is not carried out again', async () => {
    onAct({ kind: 'instead', answer: 'nothing', reaches: 'before' })

    const { type } = await demo.stop()
    const again = await demo.stop()

    expect(type).toBe('error')
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await demo.happened()).filter((entry) => entry === stopped)).toHaveLength(1)
  })

  test('a request that was given up arrives later all the same, unless it was withdrawn', async () => {
    const straggle = { kind: 'instead', answer: { status: 504, body: 'html' }, reaches: { after: 2_000 } } as const
    demo.faults({ next: { act: [[straggle], [straggle]] } })
    const withdraw = () =>
      demo.send('/api/operations/once/cancel', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
        body: '{}',
      })

    const { status } = await demo.stop()
    const outcome = (await (await withdraw()).json()) as Operation
    demo.waiting[0]?.go()
    await demo.quiet()
    const withdrawn = await demo.happened()
    await demo.stop('twice')
    demo.waiting[1]?.go()
    await demo.quiet()

    expect([status, outcome.state]).toEqual([504, 'cancelled'])
    expect(withdrawn).not.toContain(stopped)
    expect(await demo.happened()).toContain(stopped)
  })

  test('a request is delivered twice: it happens once', async () => {
    onAct({ kind: 'twice', after: 100 })

    const { status } = await demo.stop()
    demo.waiting[0]?.go()
    await demo.quiet()

    expect([status, demo.waiting[0]?.ms]).toEqual([200, 100])
    expect((await demo.happened()).filter((entry) => entry === stopped)).toHaveLength(1)
  })

  test.each([429, 502, 503, 504] as const)(
    'something in between says %i in its own words, whether or not the stop has been done',
    async (status) => {
      for (const body of gatewayBodies) {
        demo = await faultyDemo()
        demo.faults({
          next: { act: (['never', 'before'] as const).map((reaches) => [{ kind: 'instead', answer: { status, body }, reaches }]) },
        })

        const refused = await demo.stop()
        const before = await demo.happened()
        const lost = await demo.stop()

        expect([refused.status, lost.status]).toEqual([status, status])
        expect(refused.headers.has('retry-after')).toBe(status === 429 || status === 503)
        expect(await refused.text()).not.toMatch(new RegExp(`"(?:${problemCodes.join('|')})"`))
        expect([before.includes(stopped), (await demo.happened()).includes(stopped)]).toEqual([false, true])
      }
    },
  )

  test('a page comes back instead of an answer, with status 200', async () => {
    demo.faults({ next: { list: [[{ kind: 'instead', answer: 'page', reaches: 'never' }]] } })

    const response = await demo.send('/api/versions')

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html'])
    expect(await response.text()).toMatch(/^<!doctype html>/)
  })

  test.each(['truncated', 'malformed'] as const)('the answer comes %s, and is no JSON any more', async (how) => {
    demo.faults({ next: { version: [[{ kind: 'garbled', how }]] } })

    const response = await demo.send(welcome)

    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    await expect(response.json()).rejects.toThrow(SyntaxError)
  })

  test('a newer backend knows a status and a field that this one does not, and the contract bears both', async () => {
    const newer: Fault[] = [
      { kind: 'garbled', how: 'newerStatus' },
      { kind: 'garbled', how: 'newerField' },
    ]
    demo.faults({ next: { version: [newer], list: [newer] } })

    const version: unknown = await (await demo.send(welcome)).json()
    const list: unknown = await (await demo.send('/api/versions')).json()

    expect(version).toMatchObject({ isNewer: 1, status: 'archived', versions: [{ status: 'archived' }, { isNewer: 1 }] })
    expect(v.parse(versionSchema, version).status).toBe('archived')
    expect(v.parse(listSchema, list).items.every(({ status }) => status === 'archived')).toBe(true)
  })
})

describe('meanwhile', () => {
  test.each(['before', 'after'] as const)('another marketer stops the journey %s the request arrives', async (when) => {
    onAct({ kind: 'meanwhile', when, deed: { action: 'stop' } })

    const response = await demo.stop()

    const first = when === 'before' ? 'Léa Fontaine: stop' : stopped
    expect(response.status).toBe(when === 'before' ? 412 : 200)
    expect((await demo.happened())[0]).toBe(first)
  })

  test('the session expires, and everything is refused until somebody signs in again', async () => {
    onAct({ kind: 'meanwhile', when: 'before', deed: { expire: 'session' } })

    const refused = await demo.stop()
    const settings = await demo.send('/demo/settings')
    const read = await demo.send('/api/versions')
    await choose({ signedIn: true })
    const again = await demo.stop()

    expect([refused.status, read.status, again.status]).toEqual([401, 401, 200])
    expect(await settings.json()).toMatchObject({ signedIn: false })
  })

  test('a permission is taken away, and given back', async () => {
    onAct({ kind: 'meanwhile', when: 'before', deed: { revoke: 'stop' } })

    const refused = await demo.stop()
    const session = await demo.send('/api/session')
    await choose({ revoked: [] })
    const again = await demo.stop()

    expect([refused.status, again.status]).toEqual([403, 200])
    expect(await session.json()).toMatchObject({ user: { name: 'Ana Ruiz' }, permissions: expect.not.arrayContaining(['stop']) })
  })

  test('another marketer, asked to, stops a journey at once, or later, or the largest one', async () => {
    const order = (body: object) => demo.send('/demo/another-marketer', { method: 'POST', body: JSON.stringify(body) })

    await order({ action: 'close', versionId: 'welcome-series-v2', afterMs: 5_000 })
    const early = await demo.happened()
    demo.waiting[0]?.go()
    await settle()
    const later = await demo.happened()
    const largest = await demo.anotherMarketer({ action: 'stop' })

    expect([demo.waiting[0]?.ms, early[0], later[0]]).toEqual([
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
    demo.faults({ next: { events: [[{ kind: 'events', how: 'twice' }]] } })
    const { heard, hangUp } = await listen()

    await demo.anotherMarketer({ action: 'close', versionId: 'welcome-series-v2' })
    await settle()

    expect(heard.map((event) => change.exec(event)?.[1])).toEqual([undefined, undefined, 'close', 'close'])
    await hangUp()
  })

  test('a later one comes first', async () => {
    demo.faults({ next: { events: [[{ kind: 'events', how: 'swapped' }]] } })
    const { heard, hangUp } = await listen()

    for (const action of ['close', 'stop'] as const) {
      await demo.anotherMarketer({ action, versionId: 'welcome-series-v2' })
      await settle()
    }
    demo.beat()
    await settle()

    expect(heard.map((event) => change.exec(event)?.[1])).toEqual(['close', undefined, undefined, 'stop'])
    await hangUp()
  })

  test('the stream is cut in the middle of one', async () => {
    demo.faults({ next: { events: [[{ kind: 'cut', after: 1 }]] } })
    const { heard, isOver } = await listen()

    await demo.anotherMarketer({ action: 'close', versionId: 'welcome-series-v2' })
    await settle()

    expect(isOver()).toBe(true)
    expect(heard).toHaveLength(2)
    expect(heard[1]).not.toMatch(/\n\n$/)
  })

  test('each is late where the backend is slow', async () => {
    demo.faults({ next: { events: [[{ kind: 'late', before: 0, after: 3_000 }]] } })
    const listening = listen()
    const steps: number[] = []
    for (let step = 0; step < 3; step++) {
      await settle()
      steps.push(demo.waiting[step]?.ms ?? -1)
      demo.waiting[step]?.go()
    }

    const { heard, hangUp } = await listening
    await settle()

    expect(steps).toEqual([0, 3_000, 3_000])
    expect(heard).toHaveLength(1)
    await hangUp()
  })
})

describe('the backend of the menu', () => {
  test('is what the settings say, and its normal self again at once', async () => {
    demo.hurry()
    const answers: Record<string, unknown> = {}

    for (const backend of [...modes, 'normal']) {
      await choose({ backend })
      const read = await demo.send(welcome)
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
    const { isOver } = await listen()
    const before = isOver()

    await choose({ backend: 'offline' })
    await settle()
    const refused = await listen()
    await choose({ backend: 'normal' })
    const { status, hangUp } = await listen()

    expect([before, isOver(), refused.status, status]).toEqual([false, true, 0, 200])
    await hangUp()
  })

  test('is steered by answers as safe as its own', async () => {
    await choose({ backend: 'unavailable' })

    const { status, headers } = await demo.send('/demo/settings')

    expect(status).toBe(200)
    expect(Object.fromEntries(headers)).toMatchObject(safeHeaders)
  })
})

describe('a seed', () => {
  test('draws every kind of fault, each as the schema has it, and the same again', () => {
    const draw = (seed: number) =>
      endpoints.flatMap((endpoint) => Array.from({ length: 20 }, (_, nth) => drawnSchedule(seed)(endpoint, nth)))

    const seeds = Array.from({ length: 50 }, (_, index) => draw(index))

    const faults = seeds.flat(2)
    expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultSchema.options.map(({ entries }) => entries.kind.literal)))
    expect(faults.every((fault) => v.is(faultSchema, fault))).toBe(true)
    expect(new Set(seeds.map((drawn) => JSON.stringify(drawn))).size).toBe(50)
    expect(Array.from({ length: 50 }, (_, index) => draw(index))).toEqual(seeds)
  })

  test('brings about the same story again, whatever is asked in between of something else', async () => {
    const tell = async (seed: number, curious: boolean) => {
      demo = await faultyDemo()
      demo.hurry()
      await choose({ backend: seed })
      const answers: unknown[] = []
      for (let nth = 0; nth < 6; nth++) {
        if (curious) await demo.send('/api/overview')
        const response = await demo.stop(`key ${nth}`)
        answers.push([response.status, response.type, await response.text()])
      }
      await demo.quiet()
      return [answers, await demo.happened()]
    }

    const seeds = Array.from({ length: 15 }, (_, index) => index)
    for (const seed of seeds) expect(await tell(seed, true), `seed ${seed}`).toEqual(await tell(seed, false))
  })
})
