import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import { createExampleEngine } from '#examples/webhook-engine/webhook-engine.ts'
import { relayCommands, relayStops, type CommandSender } from '#server/engine/webhook/relay-commands.ts'
import { createWebhookEngine } from '#server/engine/webhook/webhook-engine.ts'
import { runAsCurrent } from '#server/store/current-transaction.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'

type Command = Parameters<ReturnType<typeof createExampleEngine>['apply']>[0]

let opened: OpenStore
beforeAll(async () => {
  opened = await openStore({ isolation: 'read committed' })
  await opened.migrate()
})
afterAll(() => opened.close())
beforeEach(() => clearDatabase(opened.connection!))

const database = () => opened.connection!

const first = buildVersion({ id: 'first', journeyId: 'journey', flow: welcomeFlow, pauses: [] })
const second: VersionRecord = { ...first, id: 'second', number: 2 }
const pause = (version: VersionRecord): VersionRecord => ({ ...version, status: 'paused', pauses: [{ from: now, to: now + 1 }] })
const close = (version: VersionRecord): VersionRecord => ({ ...version, status: 'closed', closedAt: now })
const stop = (version: VersionRecord): VersionRecord => ({ ...version, status: 'stopped', stoppedAt: now })

/** Writes changes in one transaction, as the store does. */
const change = (...versions: readonly VersionRecord[]) =>
  database()
    .transaction()
    .setIsolationLevel('read committed')
    .execute((transaction) =>
      runAsCurrent(transaction, async () => {
        for (const version of versions) await createWebhookEngine(database(), () => now).applyChange(version)
      }),
    )

/** An engine elsewhere that refuses some commands. */
function createReceiver() {
  const engine = createExampleEngine({ secret: '', reportUrl: '', now: () => now, send: () => undefined })
  const received: string[] = []
  const refused = new Set<string>()
  const send: CommandSender = async (body) => {
    const command = body as unknown as Command
    const name = `${command.type} ${command.versionId}`
    if (refused.has(name)) throw new Error('The receiver answered with 500.')
    received.push(`${name}: ${engine.apply(command)}`)
  }
  return { engine, received, refused, send }
}

const relay = (send: CommandSender) => relayCommands(database(), send, () => now)

const listWaiting = async () =>
  (await database().selectFrom('engine_commands').select(['type', 'version_id', 'attempts']).orderBy('sequence').execute()).map(
    ({ type, version_id, attempts }) => `${type} ${version_id}, ${attempts} attempts`,
  )

describe('a stop that leaves for an engine elsewhere', () => {
  test('does not wait for the back-off of older commands of its version, which are superseded', async () => {
    const { received, refused, send } = createReceiver()
    await change(first)
    await relay(send)
    refused.add('freeze first')
    await change(pause(first))
    await relay(send)
    await change(stop(first))
    await relay(send)

    expect(received).toEqual(['publish first: applied', 'stop first: applied'])
    expect(await listWaiting()).toEqual([])
  })

  test('does not wait for an older command that is being sent: the engine drops that one by its epoch, accepted or not', async () => {
    for (const isAnswerLost of [false, true]) {
      await clearDatabase(database())
      const { engine, received, send } = createReceiver()
      await change(first)
      await relay(send)
      await change(pause(first))
      const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const sending = relay(async (command) => {
        begun.resolve()
        await held.promise
        await send(command)
        if (isAnswerLost) throw new Error('The answer was lost.')
      })
      await begun.promise
      try {
        await change(stop(first))
        await relayStops(database(), send, () => now)
        expect(received).toEqual(['publish first: applied', 'stop first: applied'])
      } finally {
        held.resolve()
        await sending
      }

      expect(received.slice(2)).toEqual(['freeze first: dropped'])
      expect(engine.versions.get('first')).toMatchObject({ state: 'stop', epoch: 2 })
      expect(await listWaiting()).toEqual([])
    }
  })

  test('does not wait for commands of another version of its journey, which go on waiting in order', async () => {
    const { received, refused, send } = createReceiver()
    await change(first)
    await relay(send)
    refused.add('publish second')
    await change(second, close(first))
    await relay(send)
    await change(pause(second), stop(first))
    await relay(send)

    expect(received).toEqual(['publish first: applied', 'stop first: applied'])
    expect(await listWaiting()).toEqual(['publish second, 2 attempts', 'freeze second, 0 attempts'])
    refused.clear()
    await relayCommands(database(), send, () => now + 300_000)
    expect(received.slice(2)).toEqual(['publish second: applied', 'freeze second: applied'])
  })

  test('is all that the engine hears of a version that it does not know yet', async () => {
    const { engine, received, refused, send } = createReceiver()
    refused.add('publish first')
    await change(first)
    await relay(send)
    await change(stop(first), stop(second))
    await relay(send)

    expect(received).toEqual(['stop first: applied', 'stop second: applied'])
    expect(engine.enter('first', 'ana')).toBe(false)
  })

  test('supersedes nothing if it is rolled back', async () => {
    const { received, send } = createReceiver()
    await change(first)
    const rolledBack = database()
      .transaction()
      .execute((transaction) =>
        runAsCurrent(transaction, async () => {
          await createWebhookEngine(database(), () => now).applyChange(stop(first))
          throw new Error('rolled back')
        }),
      )
    await expect(rolledBack).rejects.toThrow('rolled back')
    await relay(send)

    expect(received).toEqual(['publish first: applied'])
  })

  test('that the engine refuses holds no stop of another version back', async () => {
    const { received, refused, send } = createReceiver()
    await change(first, second)
    await relay(send)
    refused.add('stop first')
    await change(stop(first), stop(second))
    await relay(send)

    expect(received.slice(2)).toEqual(['stop second: applied'])
    expect(await listWaiting()).toEqual(['stop first, 1 attempts'])
  })
})
