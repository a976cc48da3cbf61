import { sql } from 'kysely'
import type { OpenExecutions } from '#server/engine/executions/executions.ts'
import { advanceExecution, runExecutions } from '#server/engine/executions/run-executions.ts'
import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import type { OpenStore } from '#server/store/open-store.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import type { AdapterHost } from './adapter-suite.ts'

/** Starts a server whose people are moved by a durable execution engine, round by round. */
export async function startExecutionsHost(database: OpenStore, open: OpenExecutions, databaseUrl = ''): Promise<AdapterHost> {
  const host = createTestServer({ ENGINE: 'walker', DATABASE_URL: databaseUrl }, { database })
  const { store, engine } = host.server.environment
  const connection = database.connection!
  const sent: string[] = []
  const sink: MessageSink = {
    send: async (messages) => {
      sent.push(...messages.map(({ personId, activityId }) => `${personId} ${activityId}`))
      return acceptAll(messages)
    },
  }
  const clock = () => host.time.journeys
  host.time.journeys = now
  const executions = await open((execution) => advanceExecution(connection, execution, clock()))
  const runRound = async () => {
    const { failure } = await runExecutions(connection, executions, sink, clock)
    if (failure !== undefined) throw failure
  }
  const findVersion = async () => (await store.read((reader) => reader.version('version')))!
  const isAnyDue = async () => {
    const { rows } = await sql`
      select from walker_versions v join walker_people p on p.version_key = v.key
      where v.moves and p.due <= ${clock()}::double precision - v.frozen_for limit 1`.execute(connection)
    return rows.length > 0
  }
  return {
    host,
    sent,
    enter: async (ids) => {
      const people = ids.map((id) => ({ id }))
      const results = (await engine.enter(await findVersion(), people, clock())) ?? []
      return results.filter((result) => result === 'entered').length
    },
    // A change is a fact once it is committed.
    deliver: async () => undefined,
    run: async () => {
      do {
        await runRound()
        await flushEventLoop(1)
      } while (await isAnyDue())
      await runRound()
    },
    repeatCommands: () =>
      store.write(async (transaction) => {
        for (let time = 0; time < 2; time++) await engine.applyChange((await transaction.version('version'))!)
      }),
    close: async () => {
      await executions.close()
      await host.server.stopRuns()
    },
  }
}
