import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { VersionRecord } from '#backend/store/records.ts'
import { createExampleEngine, createExampleServer } from '#examples/webhook-engine/webhook-engine.ts'
import { createCommandOutbox } from '#server/engine/webhook/dead-letters.ts'
import { createCommandSender, relayCommands, type CommandSender } from '#server/engine/webhook/relay-commands.ts'
import { createWebhookEngine } from '#server/engine/webhook/webhook-engine.ts'
import { runAsCurrent } from '#server/store/current-transaction.ts'
import { preparePostgresql } from '#test/contract/sql/support/sql-databases.ts'
import { buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { generatedCasesTimeoutMs, scaleCases } from '#test/support/test-size.ts'
import { createRandom } from '#mocks/faults/seeded-random.ts'

const { database } = preparePostgresql()
const secret = 'k3'
const commandsPerJourney = 20
const minute = 60_000

const engine = createExampleEngine({ secret, reportUrl: '', now: () => now, send: () => undefined })
const received: { readonly id: string; readonly versionId: string; readonly epoch: number; readonly result: string }[] = []
const receiver = createExampleServer({ secret }, (command) => {
  const result = engine.apply(command)
  received.push({ ...command, result })
  return result
})
beforeAll(() => new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  receiver.closeAllConnections()
  receiver.close()
})

/** Of so many journeys one is stopped while its commands are delivered. */
const journeysPerStop = 5

/** Whether the version of a command is one of those that are stopped. */
const isStopped = ({ version_id }: { readonly version_id: string }) =>
  Number(version_id.split('-')[1]) % journeysPerStop === journeysPerStop - 1

/** The life of a version: published, frozen and let go nine times, closed. */
const listChanges = (nth: number): readonly VersionRecord[] => {
  const version = buildVersion({ id: `version-${nth}`, journeyId: `journey-${nth}`, flow: welcomeFlow, pauses: [] })
  const pauses = Array.from({ length: 9 }, (_, pause) => ({ from: now + 2 * pause, to: now + 2 * pause + 1 }))
  return [
    version,
    ...pauses.flatMap((_, last): VersionRecord[] => [
      { ...version, status: 'paused', pauses: pauses.slice(0, last + 1) },
      { ...version, status: 'live', pauses: pauses.slice(0, last + 1) },
    ]),
    { ...version, status: 'closed', closedAt: now + 60, pauses },
  ]
}

test(
  'every command is delivered at least once, those of a journey in order, and applied once; dead letters are sent again',
  async () => {
    const journeys = scaleCases(500, 25)
    const webhookEngine = createWebhookEngine(database(), () => now)
    const change = (version: VersionRecord) =>
      database()
        .transaction()
        .setIsolationLevel('read committed')
        .execute((transaction) => runAsCurrent(transaction, () => webhookEngine.applyChange(version)))
    const lives = Array.from({ length: journeys }, (_, nth) => listChanges(nth))
    for (const life of lives) for (const version of life) await change(version)
    const commands = await database().selectFrom('engine_commands').select(['id', 'version_id', 'epoch']).orderBy('sequence').execute()
    expect(commands).toHaveLength(journeys * commandsPerJourney)
    /** The engine is away for one journey, and refuses one command of another. */
    const isRefused = ({ versionId, epoch }: Readonly<Record<string, unknown>>) =>
      versionId === 'version-3' || (versionId === 'version-7' && epoch === 5)

    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`
    const post = createCommandSender({ url, secret, realTime: Date.now })
    const random = createRandom(1)
    let isHealed = false
    /** A worker whose requests and answers get lost, and that is killed now and then: what it has claimed is free when the lease is over. */
    const work = (at: number): Promise<unknown> => {
      const killed = Promise.withResolvers<void>()
      const send: CommandSender = async (command) => {
        if (!isHealed && isRefused(command)) throw new Error('The receiver answered with 500.')
        if (!isHealed && random.bool(15)) throw new Error('The request was lost.')
        await post(command)
        if (!isHealed && random.bool(15)) throw new Error('The answer was lost.')
        if (!isHealed && random.bool(1)) {
          killed.resolve()
          await new Promise(() => undefined)
        }
      }
      return Promise.race([relayCommands(database(), send, () => at), killed.promise])
    }
    const outbox = createCommandOutbox(database())
    let at = now
    const workUntilNoneWaits = async () => {
      while ((await outbox.listDead(1)).waiting > 0) {
        await Promise.all([work(at), work(at)])
        at += 5 * minute
      }
    }

    const stopSome = async () => {
      for (const version of lives.map((life) => life.at(-1)!).filter(({ id }) => isStopped({ version_id: id })))
        await change({ ...version, status: 'stopped', stoppedAt: now + 70 })
    }
    await work(at)
    await Promise.all([work(at + 5 * minute), stopSome()])
    await workUntilNoneWaits()
    const { commands: dead } = await outbox.listDead(100)
    expect(dead.map(({ versionId, epoch }) => `${versionId} ${epoch}`).toSorted()).toEqual(
      [...Array.from({ length: commandsPerJourney }, (_, epoch) => `version-3 ${epoch}`), 'version-7 5'].toSorted(),
    )
    isHealed = true
    for (const { id } of dead) expect(await outbox.replay(id, at)).toBe(true)
    await workUntilNoneWaits()

    const first = new Map(received.toReversed().map((command, place) => [command.id, received.length - 1 - place]))
    const superseded = commands.filter(({ id }) => !first.has(id))
    expect(superseded.length).toBeGreaterThan(0)
    expect(superseded.filter((command) => !isStopped(command))).toEqual([])
    const appliedList = received.filter(({ result }) => result === 'applied').map(({ id }) => id)
    const applied = new Set(appliedList)
    expect(appliedList).toHaveLength(applied.size)
    const neverApplied = commands.filter((command) => !applied.has(command.id) && !isStopped(command))
    expect(neverApplied).toMatchObject([{ version_id: 'version-7', epoch: 5 }])
    const places = Map.groupBy(
      commands.filter(({ id }) => first.has(id) && id !== neverApplied[0]?.id),
      ({ version_id }) => version_id,
    )
    for (const ofJourney of places.values()) {
      const order = ofJourney.map(({ id }) => first.get(id)!)
      expect(order).toEqual(order.toSorted((one, other) => one - other))
    }
    expect(received.length).toBeGreaterThan(commands.length - superseded.length)
    const ends = [...engine.versions].map(([id, { state, epoch }]) => [isStopped({ version_id: id }), state, epoch].join())
    expect(new Set(ends)).toEqual(new Set([`false,close,${commandsPerJourney - 1}`, `true,stop,${commandsPerJourney}`]))
  },
  generatedCasesTimeoutMs,
)
