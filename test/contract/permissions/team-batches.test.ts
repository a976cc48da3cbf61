import { describe, expect, test } from 'vitest'
import type { Session } from '#api/contract/session.ts'
import { permissions } from '#domain/lifecycle.ts'
import { runBatches } from '#backend/batches/run-batches.ts'
import { createMemoryStore } from '#backend/store/memory-store.ts'
import type { Environment } from '#backend/environment.ts'
import { getBatch, postBatch, requestPreflight, startBatchOf } from '#test/contract/support/batch-client.ts'
import { Client } from '#test/contract/support/client.ts'
import { createTestEnvironment } from '#test/contract/support/environment.ts'
import { buildSeed, buildVersion } from '#test/contract/support/fixtures.ts'
import { createInProcessHost } from '#test/contract/support/in-process.ts'
import { marketer, otherMarketer } from '#test/contract/support/sessions.ts'
import { startBatch } from '#backend/batches/start-batch.ts'
import type { Rights } from '#domain/rights.ts'

const client = new Client(createInProcessHost())

const versions = [
  buildVersion({ id: 'blue', name: 'Blue', team: 'Blue' }),
  buildVersion({ id: 'green', name: 'Green', team: 'Green' }),
  buildVersion({ id: 'green-2', name: 'Green 2', team: 'Green' }),
  buildVersion({ id: 'open', name: 'Open' }),
]
const ids = versions.map(({ id }) => id)

const inTeam = (...teams: readonly string[]): Session => ({ ...marketer, ownTeamOnly: ['edit', 'publish', 'stop'], teams: [...teams] })

const readItems = async (id: string) =>
  Object.fromEntries((await getBatch(client, id)).items.map(({ versionId, state, reasonCode }) => [versionId, reasonCode ?? state]))

describe('a preflight', () => {
  test('leaves out what belongs to other teams, and says so', async () => {
    await client.start(versions)
    await client.host.signIn(inTeam('Blue'))

    const { body } = await requestPreflight(client, { action: 'stop', ids })

    expect(body.endable).toBe(2)
    expect(body.refused.map(({ reasonCode, count }) => [reasonCode, count])).toEqual([['notYourTeam', 2]])
    expect(body.otherTeams).toEqual([])
  })

  test('counts the journeys of other teams that it would end, for a user who may', async () => {
    await client.start(versions)
    await client.host.signIn({ ...marketer, teams: ['Blue'] })

    const { body } = await requestPreflight(client, { action: 'stop', query: {} })

    expect([body.endable, body.refused]).toEqual([4, []])
    expect(body.otherTeams).toEqual([{ team: 'Green', count: 2 }])
  })
})

describe('a batch', () => {
  test('ends no version that its user may not end any more', async () => {
    await client.start(versions)
    const { id } = await startBatchOf(client, ids)

    await client.host.signIn(inTeam('Blue'))
    await client.host.sendHeartbeat()

    expect(await readItems(id)).toEqual({ blue: 'done', open: 'done', green: 'notYourTeam', 'green-2': 'notYourTeam' })
  })

  test('goes on with the rights of its start when nothing is known of its user', async () => {
    const rights: Rights = { permissions, ownTeamOnly: ['stop'], teams: ['Blue'] }
    const store = createMemoryStore(buildSeed(versions))
    const head = {
      id: 'batch',
      action: 'stop' as const,
      reason: 'legal' as const,
      note: '',
      startedAt: 0,
      startedBy: marketer.user,
      retryOf: null,
      rights,
    }
    const frozen = versions.map(({ id, name, team }) => ({
      versionId: id,
      name,
      number: 1,
      revision: 1,
      status: 'live' as const,
      peopleInside: 0,
      ...(team !== undefined && { team }),
      reasonCode: null,
    }))
    await store.write((transaction) => startBatch(transaction, head, frozen))

    const environment: Environment = { ...createTestEnvironment(store), readRights: async () => undefined }
    await runBatches(environment)

    const items = await store.read((reader) => reader.batchItems('batch', { limit: 10 }))
    expect(items.map(({ versionId, state }) => [versionId, state])).toEqual([
      ['blue', 'done'],
      ['green', 'refused'],
      ['green-2', 'refused'],
      ['open', 'done'],
    ])
  })

  test('of another user is cancelled by those whose permission reaches all its versions', async () => {
    await client.start(versions)
    const { id } = await startBatchOf(client, ids)

    const statuses: number[] = []
    for (const session of [inTeam('Blue'), inTeam(), { ...inTeam('Blue'), user: otherMarketer.user }, inTeam('Green', 'Blue')]) {
      await client.host.signIn(session)
      statuses.push((await postBatch(client, `/${id}/cancel`)).status)
    }

    expect(statuses).toEqual([403, 403, 403, 200])
  })
})

test('a copy and a new version belong to the team of their source', async () => {
  await client.start(versions)
  await client.host.signIn(inTeam('Blue'))

  const copy = await client.sendCommand('duplicate', 'blue')
  const draft = await client.sendCommand('createVersion', 'blue')
  const open = await client.sendCommand('createVersion', 'open')

  expect([copy, draft, open].map(({ body }) => body.team)).toEqual(['Blue', 'Blue', undefined])
})
