import { expect, onTestFinished, test } from 'vitest'
import type { Client } from '#test/contract/support/client.ts'
import { openEventReader, type EventReader } from '#test/contract/support/event-reader.ts'
import { buildVersion, now, buildVersionInStatus } from '#test/contract/support/fixtures.ts'
import { postBatch, startBatchOf } from '#test/contract/support/batch-client.ts'
import { createSessionWith, marketer, viewer } from '#test/contract/support/sessions.ts'
import type { ContractTests } from './contract-tests.ts'

const day = 86_400_000

/** Somebody who listens until the story is over. */
async function openReader({ host }: Client, lastEventId?: string): Promise<EventReader> {
  const listener = await openEventReader(host, lastEventId)
  onTestFinished(() => listener.close())
  return listener
}

/** Where the history stands, as an id. */
async function readLatestEventId(client: Client): Promise<string> {
  const listener = await openEventReader(client.host)
  const id = (await listener.next())?.id
  await listener.close()
  return id ?? ''
}

/** An id of the same history, so many lines away. */
const shiftEventId = (id: string, by: number): string => id.replace(/\d+$/, (sequence) => String(Number(sequence) + by))

export const testEventStream: ContractTests = (client) => {
  test('a new client receives a resync, and the position of the history', async () => {
    await client().start([buildVersion({ id: 'a' }), buildVersion({ id: 'b' })])

    const listener = await openReader(client())

    expect(await listener.next()).toMatchObject({ event: 'resync', id: expect.stringMatching(/\.2$/) as string })
  })

  test('a marketer’s action is sent at once, with the version, the journey and the moment', async () => {
    await client().start([buildVersion()])
    const listener = await openReader(client())
    await listener.next()

    await client().sendCommand('close')

    const data = { sequence: 2, versionId: 'version', journeyId: 'journey-of-version', type: 'close', at: new Date(now).toISOString() }
    expect(await listener.next()).toMatchObject({ event: 'change', data })
  })

  test('all changes of one action are sent, in the order of the history', async () => {
    const older = buildVersion({ id: 'v1', journeyId: 'shop', latest: false })
    await client().start([older, buildVersionInStatus('draft', { id: 'v2', journeyId: 'shop', number: 2 })])
    const listener = await openReader(client())
    await listener.next()

    await client().sendCommand('publish', 'v2')

    const received = [await listener.next(), await listener.next()]
    expect(received.map((event) => event?.data)).toMatchObject([
      { sequence: 3, versionId: 'v2', type: 'publish' },
      { sequence: 4, versionId: 'v1', type: 'close' },
    ])
  })

  test('the start, the progress and the end of a batch are sent, also where no version changes', async () => {
    await client().start([buildVersion({ id: 'a' }), buildVersionInStatus('draft', { id: 'b' })])
    const listener = await openReader(client())
    await listener.next()

    const { id } = await startBatchOf(client(), ['a', 'b'])
    const started = await listener.next()
    await postBatch(client(), `/${id}/cancel`)
    const cancelled = await listener.next()
    await startBatchOf(client(), ['a'])
    const other = await listener.next()
    await client().host.sendHeartbeat()
    const progress = [await listener.next(), await listener.next()]

    expect([started, cancelled]).toMatchObject([
      { event: 'batch', data: { batchId: id } },
      { event: 'batch', data: { batchId: id } },
    ])
    expect(other).toMatchObject({ event: 'batch' })
    expect(new Set(progress.map((event) => event?.event))).toEqual(new Set(['batch', 'change']))
  })

  test('every client receives a change', async () => {
    await client().start([buildVersion()])
    const [one, other] = [await openReader(client()), await openReader(client())]
    await Promise.all([one.next(), other.next()])

    await client().sendCommand('pause')

    expect([await one.next(), await other.next()]).toMatchObject([{ data: { type: 'pause' } }, { data: { type: 'pause' } }])
  })

  test('the end of a drain is sent when the last person has left, without a read', async () => {
    await client().start([buildVersionInStatus('closed')])
    const listener = await openReader(client())
    await listener.next()

    await client().host.setTime(now + 91 * day)
    await client().host.sendHeartbeat()

    expect(await listener.next()).toMatchObject({ event: 'change', data: { versionId: 'version', type: 'finish' } })
  })

  test('without changes the stream sends heartbeats with the time', async () => {
    await client().start([buildVersion()])
    const listener = await openReader(client())
    await listener.next()

    await client().host.setTime(now + day)
    await client().host.sendHeartbeat()

    expect(await listener.next()).toMatchObject({ event: 'heartbeat', data: { at: new Date(now + day).toISOString() } })
  })

  test('a client that reconnects receives what was missed, each change once, and then new changes', async () => {
    await client().start([buildVersion()])
    const id = await readLatestEventId(client())
    await client().sendCommand('pause')
    await client().sendCommand('resume')

    const listener = await openReader(client(), id)
    const missed = [await listener.next(), await listener.next()]
    await client().sendCommand('close')

    expect([...missed, await listener.next()].map((event) => event?.data)).toMatchObject([
      { sequence: 2, type: 'pause' },
      { sequence: 3, type: 'resume' },
      { sequence: 4, type: 'close' },
    ])
  })

  test('a client that reconnects and has missed no change receives none again', async () => {
    await client().start([buildVersion()])

    const listener = await openReader(client(), await readLatestEventId(client()))
    const first = await listener.next()
    await client().host.sendHeartbeat()

    expect([first, await listener.next()]).toMatchObject([{ event: 'heartbeat' }, { event: 'heartbeat' }])
  })

  test.each([
    ['nonsense', () => 'nonsense'],
    ['nothing', () => ''],
    ['another history', () => 'another.1'],
    ['a number that is none', (id: string) => `${id}x`],
    ['what has not happened yet', (id: string) => shiftEventId(id, 1)],
  ])('a client that names %s as the last event receives a resync', async (_, name) => {
    await client().start([buildVersion()])
    const id = await readLatestEventId(client())

    const listener = await openReader(client(), name(id))

    expect(await listener.next()).toMatchObject({ event: 'resync', id })
  })

  test('five hundred missed changes are sent one by one; one more leads to a resync', async () => {
    await client().start(Array.from({ length: 501 }, (_, index) => buildVersion({ id: `v${index}` })))
    const id = await readLatestEventId(client())

    const [patient, late] = [await openReader(client(), shiftEventId(id, -500)), await openReader(client(), shiftEventId(id, -501))]

    expect(await late.next()).toMatchObject({ event: 'resync', id })
    for (let sequence = 2; sequence <= 501; sequence++)
      expect(await patient.next()).toMatchObject({ event: 'change', data: { sequence, type: 'create' } })
  })

  test('a history that has begun again leads to a resync', async () => {
    await client().start([buildVersion()])
    const id = await readLatestEventId(client())
    const listener = await openReader(client(), id)
    await listener.next()

    await client().start([buildVersion(), buildVersion({ id: 'other' })])

    const received = await listener.next()
    expect(received?.event).toBe('resync')
    expect(received?.id).not.toContain(id.replace(/\.\d+$/, ''))
  })

  test('a client whose permissions change receives a resync', async () => {
    await client().start([buildVersion()])
    const listener = await openReader(client())
    const first = await listener.next()

    await client().host.signIn(viewer)

    expect(await listener.next()).toMatchObject({ event: 'resync', id: first?.id })
  })

  test.each([
    ['is signed out', null, 401],
    ['may not see journeys any more', createSessionWith('edit'), 403],
  ])('the stream ends for a user who %s, and does not begin again', async (_, session, status) => {
    await client().start([buildVersion()])
    const listener = await openReader(client())
    await listener.next()

    await client().host.signIn(session)

    expect(await listener.next()).toBeNull()
    expect((await client().send('/api/events')).status).toBe(status)
    await client().host.signIn(marketer)
  })

  test('a client that disconnects is released, and the others still receive changes', async () => {
    await client().start([buildVersion()])
    const [gone, there] = [await openReader(client()), await openReader(client())]
    await Promise.all([gone.next(), there.next()])

    await gone.close()
    await client().sendCommand('close')

    expect(await there.next()).toMatchObject({ data: { type: 'close' } })
    expect(await gone.next()).toBeNull()
  })

  test('an address with a query is refused', async () => {
    await client().start([buildVersion()])

    const { status } = await client().send('/api/events?since=yesterday')

    expect(status).toBe(400)
  })
}
