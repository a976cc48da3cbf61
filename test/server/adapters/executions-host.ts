import { sql } from 'kysely'
import type { OpenExecutions } from '#server/engine/executions/executions.ts'
import { advanceExecution, runExecutions } from '#server/engine/executions/run-executions.ts'
import type { OpenStore } from '#server/store/open-store.ts'
import { flushEventLoop } from '#test/support/flush-event-loop.ts'
import type { AdapterHost } from './adapter-suite.ts'
import { createWalkerParts } from './walker-parts.ts'

/** Starts a server whose people are moved by a durable execution engine, round by round. */
export async function startExecutionsHost(database: OpenStore, open: OpenExecutions, databaseUrl = ''): Promise<AdapterHost> {
  const { host, connection, sink, clock, adapter } = createWalkerParts(database, databaseUrl)
  const executions = await open((execution) => advanceExecution(connection, execution, clock()))
  const runRound = async () => {
    const { failure } = await runExecutions(connection, executions, sink, clock)
    if (failure !== undefined) throw failure
  }
  const isAnyDue = async () => {
    const { rows } = await sql`
      select from walker_versions v join walker_people p on p.version_key = v.key
      where v.moves and p.due <= ${clock()}::double precision - v.frozen_for limit 1`.execute(connection)
    return rows.length > 0
  }
  return {
    ...adapter,
    run: async () => {
      do {
        await runRound()
        await flushEventLoop(1)
      } while (await isAnyDue())
      await runRound()
    },
    close: async () => {
      await executions.close()
      await host.server.stopRuns()
    },
  }
}
