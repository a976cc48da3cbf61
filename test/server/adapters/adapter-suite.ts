import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Version } from '#api/contract/version.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Flow } from '#domain/flow.ts'
import { adoptVersions } from '#server/engine/adopt-versions.ts'
import { openStore, type OpenStore } from '#server/store/open-store.ts'
import { clearDatabase } from '#test/contract/sql/support/clear-database.ts'
import { buildSeed, buildVersion, now, welcomeFlow } from '#test/contract/support/fixtures.ts'
import { marketer } from '#test/contract/support/sessions.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import type { TestServer } from '#test/server/support/test-server.ts'
import { buildActivity, buildFlow, day, hour, minute } from '#test/unit/domain/population/example-life.ts'
import { scaleCases } from '#test/support/test-size.ts'

/** A server with an engine, as the suite uses it. The engine has the clock of the journeys of the server. */
export interface AdapterHost {
  readonly host: TestServer
  /** Lets people enter where people enter this engine. Resolves to how many did. */
  readonly enter: (ids: readonly string[]) => Promise<number>
  /** Delivers to the engine what it does not know yet. For an engine elsewhere a change is a fact from then on. */
  readonly deliver: () => Promise<unknown>
  /** Lets the engine move everyone who is due, send their messages, and report. */
  readonly run: () => Promise<unknown>
  /** Delivers all commands so far once more. */
  readonly repeatCommands: () => Promise<void>
  /** The messages that were sent, each as the person and the activity. */
  readonly sent: readonly string[]
  readonly close: () => Promise<void>
}

/** Twenty e-mails, one a minute. */
const chattyFlow: Flow = buildFlow(
  0,
  ...Array.from({ length: 20 }, (_, nth) => buildActivity(`mail${nth}`, 'email', minute, nth < 19 ? `mail${nth + 1}` : {})),
)

/** What every engine behind the port has to hold, seen through the API of a server. `open`: opens the database of the server, by default PGlite. */
export function testAdapter(
  name: string,
  start: (database: OpenStore) => Promise<AdapterHost>,
  open = (): Promise<OpenStore> => openStore({ isolation: 'read committed' }),
): void {
  describe(`the engine ${name}`, () => {
    let database: OpenStore
    let adapter: AdapterHost
    let cookie: string
    beforeAll(async () => {
      database = await open()
      await database.migrate()
    })
    afterAll(() => database.close())
    beforeEach(async () => {
      await clearDatabase(database.connection!)
      adapter = await start(database)
      cookie = await adapter.host.signIn(marketer)
    })
    afterEach(() => adapter.close())

    const begin = async (facts: Partial<VersionRecord> = {}) => {
      await database.fill(buildSeed([buildVersion({ flow: welcomeFlow, publishedAt: now - day, startsAt: now - day, ...facts })]))
      await adoptVersions(adapter.host.server.environment.store, adapter.host.server.environment.engine)
      await adapter.deliver()
    }
    const read = async () => (await (await adapter.host.send('/api/versions/version', { cookie })).json()) as Version
    let keys = 0
    const act = async (action: string, body: unknown = {}) => {
      const response = await adapter.host.send(`/api/versions/version/${action}`, {
        method: 'POST',
        cookie,
        headers: {
          'content-type': 'application/json',
          origin: 'http://localhost:8080',
          'if-match': `"r${(await read()).revision}"`,
          'idempotency-key': `key-${++keys}`,
        },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(200)
      await adapter.deliver()
    }
    const runAt = async (at: number) => {
      adapter.host.time.journeys = at
      await adapter.run()
    }
    const listPeople = (count: number, prefix = 'p') => Array.from({ length: count }, (_, nth) => `${prefix}${nth}`)
    const readCounts = async () => {
      const { people, activities } = await read()
      return [people, activities.map(({ inside, passed }) => [inside, passed])]
    }

    test('sends nothing after a stop, while it moves people at full speed', async () => {
      for (let round = 0; round < scaleCases(10, 2); round++) {
        if (round > 0) await clearDatabase(database.connection!)
        if (round > 0) {
          await adapter.close()
          adapter = await start(database)
          cookie = await adapter.host.signIn(marketer)
        }
        await begin({ flow: chattyFlow })
        expect(await adapter.enter(listPeople(40))).toBe(40)
        const progress = { runs: 0, isEnding: false }
        const countRuns = () => progress.runs
        const running = (async () => {
          for (; !progress.isEnding; progress.runs++) {
            await runAt(adapter.host.time.journeys + minute)
            // A database within this process gives way to nothing else.
            await flushEventLoop(1)
          }
        })()
        while (countRuns() < 3) await flushEventLoop(1)
        await act('stop', { reason: 'legal' })
        const [sentAtStop, runsAtStop] = [adapter.sent.length, countRuns()]
        while (countRuns() < runsAtStop + 20) await flushEventLoop(1)
        progress.isEnding = true
        await running

        expect(sentAtStop).toBeGreaterThan(0)
        expect(sentAtStop).toBeLessThan(40 * 20)
        expect(adapter.sent.length).toBe(sentAtStop)
        expect(new Set(adapter.sent).size).toBe(sentAtStop)
        expect(await read()).toMatchObject({ status: 'stopped', people: { inside: 0, stopped: 40 } })
      }
    })

    test('lets everyone finish a closed version, and no user in', async () => {
      await begin()
      await adapter.enter(listPeople(10))
      await runAt(now + hour)
      await act('close')
      expect(await adapter.enter(listPeople(5, 'late'))).toBe(0)
      await runAt(now + 2 * hour)
      expect((await read()).people).toMatchObject({ entered: 10, inside: 10 })
      await runAt(now + 4 * day)

      expect((await read()).people).toMatchObject({ entered: 10, inside: 0, completed: 10 })
      expect(adapter.sent.filter((message) => message.endsWith('offer'))).toHaveLength(10)
      expect(adapter.sent).toHaveLength(20)
    })

    test('is not changed by a command that it gets twice', async () => {
      await begin()
      await adapter.enter(listPeople(10))
      await runAt(now + hour)
      for (const [action, body] of [
        ['pause', { days: 7 }],
        ['resume', {}],
        ['close', {}],
        ['stop', { reason: 'legal' }],
      ] as const) {
        await act(action, body)
        adapter.host.time.journeys += hour
        await adapter.run()
        const before = [await readCounts(), [...adapter.sent]]
        await adapter.repeatCommands()
        await adapter.deliver()
        await adapter.run()

        expect([await readCounts(), [...adapter.sent]]).toEqual(before)
      }
      expect((await read()).people).toMatchObject({ entered: 10, stopped: 10 })
    })

    test('moves no one during a pause, and after it no one twice or too early', async () => {
      await begin()
      await adapter.enter(listPeople(10))
      await runAt(now + day)
      await act('pause', { days: 14 })
      expect(await adapter.enter(listPeople(1, 'late'))).toBe(0)
      await runAt(now + 6 * day)
      expect((await read()).people.inside).toBe(10)
      await act('resume')
      await runAt(now + 6 * day)
      await runAt(now + 8 * day - 1)
      expect((await read()).people.inside).toBe(10)
      await runAt(now + 8 * day)
      await runAt(now + 9 * day)

      expect((await read()).people).toMatchObject({ inside: 0, completed: 10 })
      expect(adapter.sent).toHaveLength(20)
      expect(new Set(adapter.sent).size).toBe(20)
    })
  })
}
