import { describe, expect, test } from 'vitest'
import type { Problem } from '#api/contract/problem.ts'
import { maxNoteLength } from '#api/contract/requests.ts'
import { getBatch, getBatches, postBatch, requestPreflight } from '#test/contract/support/batch-client.ts'
import { Client, createKey } from '#test/contract/support/client.ts'
import { buildVersion } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { sampleCases } from '#test/support/test-size.ts'
import { allJsonFiles, brokenBytes, hostileTexts } from './corpora.ts'
import { predictResult } from './expected-result.ts'
import { formatText } from './hostile-texts.ts'

const client = new Client(createInProcessHost())

const sendRaw = (path: string, body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  client.send<Problem>(`/api/batches${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': createKey(), ...headers },
    body,
  })

const paths = ['', '/preflight', '/some/cancel', '/some/retry']

describe.each(paths)('POST /api/batches%s', (path) => {
  test('refuses every body that says nothing of a batch, and starts none', async () => {
    await client.start([buildVersion()])
    const wrong: unknown[] = []
    const bodies = [...sampleCases(allJsonFiles, 60).map(({ name, input }) => [name, input] as const), ...Object.entries(brokenBytes)]
    for (const [name, body] of bodies) {
      const { status, body: problem } = await sendRaw(path, typeof body === 'string' ? body : new Uint8Array(body))
      if (![400, 404, 413].includes(status)) wrong.push([name, status, problem.code])
    }

    expect(wrong).toEqual([])
    expect((await getBatches(client)).items).toEqual([])
    expect(await client.getHistory()).toHaveLength(1)
  })

  test('refuses another site, another type and another query', async () => {
    await client.start([buildVersion()])

    const replies = [
      await sendRaw(path, '{}', { 'sec-fetch-site': 'cross-site' }),
      await sendRaw(path, '{}', { 'content-type': 'text/plain' }),
      await sendRaw(`${path}?force=1`, '{}'),
    ]

    expect(replies.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'cross-origin'],
      [415, 'unsupported-media-type'],
      [400, 'invalid-request'],
    ])
  })
})

test.each(['', '/some/cancel', '/some/retry'])('POST /api/batches%s needs an idempotency key', async (path) => {
  await client.start([])

  const { status, body } = await client.send<Problem>(`/api/batches${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })

  expect([status, body.code]).toEqual([428, 'precondition-required'])
})

test('a hostile note is kept as it is in the batch and in the history, or refused', async () => {
  const wrong: unknown[] = []
  for (const text of sampleCases(hostileTexts, 80)) {
    await client.start([buildVersion()])
    const { body: preflight } = await requestPreflight(client, { action: 'stop', ids: ['version'] })
    const { status, body } = await postBatch(client, '', { preflightId: preflight.id, reason: 'legal', note: text })
    const [expectedStatus, expectedCode, kept] = predictResult(text, { longest: maxNoteLength })
    if (status !== 200) {
      if (status !== expectedStatus || body.code !== expectedCode) wrong.push([formatText(text), status, body.code])
      continue
    }
    await client.host.sendHeartbeat()
    const notes = [(await getBatch(client, body.id)).note, (await client.getHistory())[0]?.note]
    if (notes.some((note) => note !== kept)) wrong.push([formatText(text), notes])
  }

  expect(wrong).toEqual([])
})

test('a hostile identifier selects nothing, and finds neither a preflight nor a batch', async () => {
  await client.start([buildVersion()])
  const wrong: unknown[] = []
  for (const text of sampleCases(hostileTexts, 80)) {
    const isIdentifier = text.length > 0 && text.length <= 100
    const selected = await requestPreflight(client, { action: 'stop', ids: [text] })
    const started = await postBatch(client, '', { preflightId: text, reason: 'legal' })
    const statuses = [selected.status, started.status]
    const expected = new TextEncoder().encode(JSON.stringify(text)).length > 65_000 ? [413, 413] : isIdentifier ? [200, 404] : [400, 400]
    if (String(statuses) !== String(expected)) wrong.push([formatText(text), statuses])
    if (selected.status === 200 && selected.body.refused[0]?.reasonCode !== 'notFound')
      wrong.push([formatText(text), selected.body.refused])
  }

  expect(wrong).toEqual([])
})
