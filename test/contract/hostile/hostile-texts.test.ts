import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import type { Version } from '#api/contract/version.ts'
import { Client, type Reply } from '#test/contract/support/client.ts'
import { aVersion } from '#test/contract/support/fixtures.ts'
import { fate } from './expected-result.ts'
import { hostileTexts } from './corpora.ts'
import { places, similarPlaces } from './injection-points.ts'
import { inAddress, inHeader, ownTexts, shown } from './hostile-texts.ts'
import { inProcess } from '#test/contract/support/in-process.ts'
import { sight } from '#test/contract/support/visible-state.ts'

const client = new Client(inProcess())
// Hundreds of requests each.
vi.setConfig({ testTimeout: 60_000 })
let cases = 0

beforeEach(() => client.start([aVersion()]))
afterAll(() => expect(cases).toBeGreaterThan(4000))

// To save time each place gets every third text, other places the others, and all of them our own.
const aThird = (turn: number) => hostileTexts.filter((text, index) => index % 3 === turn % 3 || ownTexts.includes(text))

const told = ({ status, body }: Reply<Problem>) =>
  status === 200 ? [200] : [status, body.code, ...new Set((body.errors ?? []).map(({ path }) => path))]

describe('whatever text stands there, the answer says what is wrong with it, and nothing changes:', () => {
  const everywhere = [
    ...places.map((place, turn) => ({ ...place, texts: aThird(turn) })),
    ...similarPlaces.map((place) => ({ ...place, texts: ownTexts })),
  ]
  test.each(everywhere)('$name', async ({ request, says, texts, not = [] }) => {
    const before = await sight(client)

    const wrong: unknown[] = []
    for (const text of texts.filter((text) => !not.includes(text))) {
      const said = told(await client.send<Problem>(...request(text)))
      cases++
      if (JSON.stringify(said) !== JSON.stringify(says(text))) wrong.push([shown(text), said, says(text)])
    }

    expect(wrong).toEqual([])
    expect(await sight(client)).toEqual(before)
  })

  test('Last-Event-ID: everything is to be read again', async () => {
    for (const text of hostileTexts) {
      const { status, body } = await client.host.send('/api/events', { headers: { 'last-event-id': inHeader(text) } })
      const reader = body!.getReader()
      const { value } = await reader.read()
      await reader.cancel()
      cases++

      expect([shown(text), status, new TextDecoder().decode(value).split('\n')[0]]).toEqual([shown(text), 200, 'event: resync'])
    }
  })
})

describe('a text that is kept comes back as it was, and is refused or kept whole:', () => {
  test('as the name of a journey, which is found by it', async () => {
    const kept: string[] = []
    for (const text of aThird(1)) {
      const { status, body } = await client.order<Version & Problem>('duplicate', 'version', { etag: '"r1"', body: { name: text } })
      cases++
      expect([shown(text), status, body.code, body.name]).toEqual([shown(text), ...fate(text, { longest: 200, name: true })])
      if (status === 200) kept.push(text.trim())
    }

    const pages = await client.listAll('limit=200&sort=name')
    expect(pages.flatMap(({ items }) => items.map(({ name }) => name)).toSorted()).toEqual([...kept, 'Welcome'].toSorted())
    for (const name of kept.filter((name) => name.length <= 200 && ownTexts.some((text) => text.trim() === name))) {
      const { items } = await client.list(`search=${inAddress(name)}&limit=200`)
      expect([shown(name), items.some((item) => item.name === name) || items.length === 200]).toEqual([shown(name), true])
    }
  })

  test.each([
    ['close', aThird(2)],
    ['stop', ownTexts],
  ] as const)('as the note of %s', async (action, texts) => {
    for (const text of texts) {
      await client.start([aVersion()])
      const body = { reason: 'legal', note: text }
      const reply = await client.order<Version & Problem>(action, 'version', { etag: '"r1"', body })
      cases++

      const [line] = await client.history()
      expect([shown(text), reply.status, reply.body.code, reply.body.ended?.note]).toEqual([shown(text), ...fate(text, { longest: 2000 })])
      expect(line?.note).toBe(reply.body.ended?.note ?? '')
    }
  })
})
