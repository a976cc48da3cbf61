import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { Client, type Reply } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { predictResult } from './expected-result.ts'
import { hostileTexts } from './corpora.ts'
import { injectionPoints, similarInjectionPoints } from './injection-points.ts'
import { encodeForUrl, encodeForHeader, ownTexts, formatText } from './hostile-texts.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { readVisibleState } from '#test/contract/support/visible-state.ts'

const client = new Client(createInProcessHost())
let requestCount = 0

beforeEach(() => client.start([buildVersion()]))
afterAll(() => expect(requestCount).toBeGreaterThan(4000))

// To save time each place gets every third text, other places the others, and all of them our own.
const pickThird = (turn: number) => hostileTexts.filter((text, index) => index % 3 === turn % 3 || ownTexts.includes(text))

const summarizeAnswer = ({ status, body }: Reply<Problem>) =>
  status === 200 ? [200] : [status, body.code, ...new Set((body.errors ?? []).map(({ path }) => path))]

describe('whatever text stands there, the answer says what is wrong with it, and nothing changes:', () => {
  const everywhere = [
    ...injectionPoints.map((point, turn) => ({ ...point, texts: pickThird(turn) })),
    ...similarInjectionPoints.map((point) => ({ ...point, texts: ownTexts })),
  ]
  test.each(everywhere)('$name', async ({ request, expectedAnswer, texts, excludedTexts = [] }) => {
    const before = await readVisibleState(client)

    const wrong: unknown[] = []
    for (const text of texts.filter((text) => !excludedTexts.includes(text))) {
      const summary = summarizeAnswer(await client.send<Problem>(...request(text)))
      requestCount++
      if (JSON.stringify(summary) !== JSON.stringify(expectedAnswer(text))) wrong.push([formatText(text), summary, expectedAnswer(text)])
    }

    expect(wrong).toEqual([])
    expect(await readVisibleState(client)).toEqual(before)
  })

  test('Last-Event-ID: everything is to be read again', async () => {
    for (const text of hostileTexts) {
      const { status, body } = await client.host.send('/api/events', { headers: { 'last-event-id': encodeForHeader(text) } })
      const reader = body!.getReader()
      const { value } = await reader.read()
      await reader.cancel()
      requestCount++

      expect([formatText(text), status, new TextDecoder().decode(value).split('\n')[0]]).toEqual([formatText(text), 200, 'event: resync'])
    }
  })
})

describe('a text that is kept comes back as it was, and is refused or kept whole:', () => {
  test('as the name of a journey, which is found by it', async () => {
    const kept: string[] = []
    for (const text of pickThird(1)) {
      const { status, body } = await client.sendCommand<Version & Problem>('duplicate', 'version', { etag: '"r1"', body: { name: text } })
      requestCount++
      expect([formatText(text), status, body.code, body.name]).toEqual([
        formatText(text),
        ...predictResult(text, { longest: 200, name: true }),
      ])
      if (status === 200) kept.push(text.trim())
    }

    const pages = await client.getAllPages('limit=200&sort=name')
    expect(pages.flatMap(({ items }) => items.map(({ name }) => name)).toSorted()).toEqual([...kept, 'Welcome'].toSorted())
    for (const name of kept.filter((name) => name.length <= 200 && ownTexts.some((text) => text.trim() === name))) {
      const { items } = await client.getList(`search=${encodeForUrl(name)}&limit=200`)
      expect([formatText(name), items.some((item) => item.name === name) || items.length === 200]).toEqual([formatText(name), true])
    }
  })

  test.each([
    ['close', pickThird(2)],
    ['stop', ownTexts],
  ] as const)('as the note of %s', async (action, texts) => {
    for (const text of texts) {
      await client.start([buildVersion()])
      const body = { reason: 'legal', note: text }
      const reply = await client.sendCommand<Version & Problem>(action, 'version', { etag: '"r1"', body })
      requestCount++

      const [line] = await client.getHistory()
      expect([formatText(text), reply.status, reply.body.code, reply.body.ended?.note]).toEqual([
        formatText(text),
        ...predictResult(text, { longest: 2000 }),
      ])
      expect(line?.note).toBe(reply.body.ended?.note ?? '')
    }
  })
})
