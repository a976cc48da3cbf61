import { beforeAll, describe, expect, test, vi } from 'vitest'
import type * as v from 'valibot'
import { historySchema } from '#api/contract/history.ts'
import { impactSchema } from '#api/contract/impact.ts'
import { listSchema } from '#api/contract/list.ts'
import { overviewSchema } from '#api/contract/overview.ts'
import { populationSchema } from '#api/contract/population.ts'
import { sessionSchema } from '#api/contract/session.ts'
import { versionSchema } from '#api/contract/version.ts'
import { createConnection } from '#api/connection/connection.ts'
import { requestJson } from '#api/http/request.ts'
import { Client } from '#test/contract/support/client.ts'
import { buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { allJsonFiles, brokenBytes, hostileTexts } from '#test/contract/hostile/corpora.ts'
import { formatText } from '#test/contract/hostile/hostile-texts.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'

/** What each address is read by. */
const schemas: Readonly<Record<string, v.GenericSchema>> = {
  '/api/session': sessionSchema,
  '/api/versions': listSchema,
  '/api/versions/version': versionSchema,
  '/api/versions/version/history': historySchema,
  '/api/versions/version/impact': impactSchema,
  '/api/versions/version/population': populationSchema,
  '/api/overview': overviewSchema,
}
const addresses = Object.entries(schemas)

/** What the console makes of an answer: the name of its error, or that it is content. */
async function classifyAnswer(schema: v.GenericSchema, answer: Response | Error): Promise<string> {
  vi.spyOn(globalThis, 'fetch').mockImplementation(() => (answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)))
  return requestJson(createConnection(), { method: 'GET', path: '/api/anything', response: schema }, {}).then(
    () => 'content',
    (error: unknown) => (error instanceof Error ? error.name : 'something else'),
  )
}

const statuses = [200, 201, 400, 403, 404, 409, 412, 429, 500, 503]
const getExpectedError = (status: number) => (status < 300 ? 'InvalidResponseError' : 'NetworkError')

describe('instead of an answer', () => {
  test.each(addresses)('to %s, any file of the suite is unreadable', async (_address, schema) => {
    const wrong: unknown[] = []
    for (const { name, input } of allJsonFiles) {
      const classified = await classifyAnswer(schema, new Response(input))
      if (classified !== 'InvalidResponseError') wrong.push([name, classified])
    }

    expect(wrong).toEqual([])
  })

  test.each(statuses)('any file of the suite and any hostile text with status %i is no refusal', async (status) => {
    const wrong: unknown[] = []
    for (const text of [...allJsonFiles.map(({ input }) => input), ...hostileTexts]) {
      const classified = await classifyAnswer(versionSchema, new Response(text, { status }))
      if (classified !== getExpectedError(status)) wrong.push([formatText(text), classified])
    }

    expect(wrong).toEqual([])
  })

  test.each(Object.entries(brokenBytes))('%s is unreadable', async (_what, bytes) => {
    expect(await classifyAnswer(versionSchema, new Response(new Uint8Array(bytes)))).toBe('InvalidResponseError')
  })

  test.each([204, 205, 304])('nothing, with status %i, is no refusal', async (status) => {
    expect(await classifyAnswer(versionSchema, new Response(null, { status }))).toBe(getExpectedError(status))
  })

  test.each([new TypeError('Failed to fetch'), new DOMException('gone', 'NetworkError'), new RangeError('too much')])(
    'none at all (%s) is unreachable',
    async (error) => {
      expect(await classifyAnswer(versionSchema, error)).toBe('NetworkError')
    },
  )

  test('one that breaks off before its end is unreachable', async () => {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"id":'))
        controller.error(new TypeError('network error'))
      },
    })

    expect(await classifyAnswer(versionSchema, new Response(body))).toBe('NetworkError')
  })
})

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

const isObject = (value: Json): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every way to put something else in one place of a value. Of a list only the first is spoilt: the others are alike. */
function* mutate(value: Json, by: readonly Json[]): Generator<Json> {
  yield* by
  if (Array.isArray(value)) {
    const [first, ...rest] = value
    if (first !== undefined) for (const other of mutate(first, by)) yield [other, ...rest]
  }
  if (!isObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    for (const other of mutate(member, by)) yield { ...value, [name]: other }
    yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
  }
}

describe('a true answer in which one thing is wrong', () => {
  const client = new Client(createInProcessHost())
  const answers = new Map<string, string>()
  const answerOf = (address: string) => JSON.parse(answers.get(address) ?? '') as Json
  const by: readonly Json[] = [null, -1, 0.5, '', [], {}]
  beforeAll(async () => {
    await client.start([buildVersionInStatus('closed')])
    for (const [address] of addresses) answers.set(address, (await client.send(address)).text)
    answers.set('problem', (await client.sendCommand('close', 'version', { etag: '"r1"' })).text)
  })

  test.each(addresses)('to %s is read or unreadable, and nothing else', async (address, schema) => {
    const classified: string[] = []
    for (const answer of mutate(answerOf(address), by)) {
      classified.push(await classifyAnswer(schema, new Response(JSON.stringify(answer))))
    }

    expect([...new Set(classified)].toSorted()).toEqual(['InvalidResponseError', 'content'])
    expect(classified.filter((word) => word === 'InvalidResponseError').length).toBeGreaterThan(classified.length / 2)
  })

  test.each(addresses)('to %s that is cut short is unreadable', async (address, schema) => {
    const whole = answers.get(address) ?? ''
    const step = Math.ceil(whole.length / 100)

    for (let length = 0; length < whole.length; length += step)
      expect(await classifyAnswer(schema, new Response(whole.slice(0, length)))).toBe('InvalidResponseError')
  })

  test('to an action is a refusal or none', async () => {
    const classified = new Set<string>()
    for (const problem of mutate(answerOf('problem'), by)) {
      classified.add(await classifyAnswer(versionSchema, new Response(JSON.stringify(problem), { status: 409 })))
    }

    expect([...classified].toSorted()).toEqual(['NetworkError', 'ProblemError'])
  })

  test('to one question is unreadable as the answer to another', async () => {
    for (const [address, answer] of answers)
      for (const [other, schema] of addresses)
        expect([address, other, await classifyAnswer(schema, new Response(answer))]).toEqual([
          address,
          other,
          address === other ? 'content' : 'InvalidResponseError',
        ])
  })
})
