import { expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import { createBackend } from '#backend/app.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import { buildVersion, buildSeed } from '#test/contract/support/fixtures.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { createValidHeaders } from '#test/contract/support/raw-request.ts'

const createExampleBackend = () => {
  const store = createMemoryStore(buildSeed([buildVersion()]))
  return createBackend(createTestEnvironment(store))
}

const closeUrl = 'http://localhost/api/versions/version/close'

const createStreamedRequest = (body: ReadableStream<Uint8Array>, headers: Record<string, string> = {}) =>
  new Request(closeUrl, { method: 'POST', headers: { ...createValidHeaders(), ...headers }, body, duplex: 'half' } as RequestInit)

/** Gives a kilobyte of spaces each time it is asked, a megabyte in all. */
function createMegabyteStream(pulls: { times: number; cancelled: boolean }): ReadableStream<Uint8Array> {
  return new ReadableStream({
    pull: (controller) => {
      pulls.times++
      controller.enqueue(new Uint8Array(1024).fill(0x20))
      if (pulls.times === 1024) controller.close()
    },
    cancel: () => {
      pulls.cancelled = true
    },
  })
}

test('a body that is too long is read no further than 64 KiB, whatever length it claims', async () => {
  const pulls = { times: 0, cancelled: false }

  const { status } = await createExampleBackend()(createStreamedRequest(createMegabyteStream(pulls), { 'content-length': '2' }))

  expect(status).toBe(413)
  expect(pulls.cancelled).toBe(true)
  expect(pulls.times).toBeLessThan(70)
})

test('a body that comes byte by byte is read whole', async () => {
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (const byte of new TextEncoder().encode('{"note":"é🎉"}')) controller.enqueue(Uint8Array.of(byte))
      controller.close()
    },
  })

  const response = await createExampleBackend()(createStreamedRequest(body))

  expect(await response.json()).toMatchObject({ status: 'closed', ended: { note: 'é🎉' } })
})

test('a body that breaks off is refused', async () => {
  const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.error(new Error('connection lost')) })

  const response = await createExampleBackend()(createStreamedRequest(body))

  expect(await response.json()).toMatchObject({ status: 400, code: 'malformed-json' })
})

test.each([
  [2, 200],
  [64 * 1024 + 1, 413],
])('a browser that cannot read a body in pieces reads it at once: %i bytes, %i', async (bytes, status) => {
  const request = new Request(closeUrl, { method: 'POST', headers: createValidHeaders(), body: `{${' '.repeat(bytes - 2)}}` })
  Object.defineProperty(request, 'body', { value: undefined })

  const response = await createExampleBackend()(request)

  expect(response.status).toBe(status)
})

test('an activity that the engine has not counted has no people', async () => {
  const environment = createTestEnvironment(createMemoryStore(buildSeed([buildVersion()])))
  const { engine } = environment
  const countPeople: typeof engine.countPeople = async (...of) => ({ ...(await engine.countPeople(...of)), activities: {} })

  const response = await createBackend({ ...environment, engine: { ...engine, countPeople } })(
    new Request('http://localhost/api/versions/version'),
  )

  const { activities } = (await response.json()) as Version
  for (const activity of activities) expect(activity).toMatchObject({ arrived: 0, inside: 0, passed: 0, stopped: 0, timedOut: 0 })
})

test('a store that fails makes a 500 without the reason, and the error is reported to the host', async () => {
  const reported: Error[] = []
  const store = { read: () => Promise.reject(new Error('disk full')), write: () => Promise.reject(new Error('disk full')) }
  const environment = createTestEnvironment(store)

  const response = await createBackend({ ...environment, report: (error) => reported.push(error) })(
    new Request('http://localhost/api/versions'),
  )

  expect([response.status, response.headers.get('content-type')]).toEqual([500, 'application/problem+json'])
  expect(await response.text()).not.toContain('disk')
  expect(reported.map(({ message }) => message)).toEqual(['disk full'])
})
