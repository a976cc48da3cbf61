import { afterAll } from 'vitest'
import { sql } from 'kysely'
import { openDbosExecutions } from '#packages/engine-dbos/dbos-executions.ts'
import { advanceExecution, runExecutions } from '#server/engine/executions/run-executions.ts'
import { acceptAll, type MessageSink } from '#server/engine/messages/message-sink.ts'
import { openStore } from '#server/store/open-store.ts'
import { now } from '#test/contract/support/fixtures.ts'
import { startPostgresql, type PostgresqlCluster } from '#test/contract/sql/support/postgresql-cluster.ts'
import { createTestServer } from '#test/server/support/test-server.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import { testAdapter } from './adapter-suite.ts'

let cluster: PostgresqlCluster | undefined
let databaseUrl = ''

afterAll(() => cluster?.stop())

const fail = (error: Error) => {
  throw error
}

testAdapter(
  'DBOS, on PostgreSQL',
  async (database) => {
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
    const executions = await openDbosExecutions({
      databaseUrl,
      advance: (execution) => advanceExecution(connection, execution, clock()),
      report: fail,
    })
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
          await runExecutions(connection, executions, sink, clock)
          await flushEventLoop(1)
        } while (await isAnyDue())
        await runExecutions(connection, executions, sink, clock)
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
  },
  async () => {
    cluster = await startPostgresql()
    databaseUrl = await cluster.createDatabase()
    return openStore({ databaseUrl, isolation: 'read committed', report: fail })
  },
)
