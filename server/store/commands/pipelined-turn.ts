import type { Pool, PoolClient } from 'pg'
import type { RunTurn } from './turn.ts'

/** Waits for all results of queries that were sent together. Throws the first error: those behind it follow from it. */
async function settleAll<T>(queries: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(queries)
  return Promise.all(queries)
}

async function runOn(client: PoolClient, subjects: string, decide: Parameters<RunTurn>[1]): Promise<void> {
  const opened = await settleAll([
    client.query<{ loaded: unknown }>('begin isolation level read committed'),
    client.query<{ loaded: unknown }>('lock table write_turn in exclusive mode'),
    client.query<{ loaded: unknown }>('select load_commands($1::json) as loaded', [subjects]),
  ])
  const changes = await decide(opened.at(-1)?.rows[0]?.loaded)
  // After a failure the database takes `commit` as `rollback`.
  await settleAll([...(changes === null ? [] : [client.query('select save_commands($1::json)', [changes])]), client.query('commit')])
}

/**
 * Runs a turn in two round trips: the client sends all statements up to the next decision, and then waits (`pipeline` of `pg`). Other clients
 * give the same result in more round trips.
 */
export const createPipelinedTurn =
  (pool: Pool): RunTurn =>
  async (subjects, decide) => {
    const client = await pool.connect()
    let failure: Error | boolean = true
    try {
      await runOn(client, subjects, decide)
      failure = false
    } catch (error) {
      // Only a connection that answers is used again.
      failure = await client.query('rollback').then(
        () => false,
        () => true,
      )
      throw error
    } finally {
      client.release(failure)
    }
  }
