import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import { Pool } from 'pg'
import type { Tables } from '#server/store/tables.ts'

/** The plan of a query, as far as it says how many blocks were read, from memory or from the disk. */
interface Explained {
  readonly 'QUERY PLAN': readonly { readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number } }[]
}

/** A connection to a database that counts the blocks of tables and indexes that queries read. */
export interface BlockCounter {
  readonly database: Kysely<Tables>
  /** Counts the blocks that the queries of `work` read, without those for their plans. */
  readonly countBlocks: (work: () => Promise<unknown>) => Promise<number>
  readonly close: () => Promise<void>
}

/** Opens a connection to a database that counts blocks. */
export function openBlockCounter(url: string): BlockCounter {
  const pool = new Pool({ connectionString: url, max: 1 })
  let isClosed = false
  // The pool has ended before its connection has: a server that stops right then closes the connection with an error.
  pool.on('error', (error) => {
    if (!isClosed) throw error
  })
  let queries: CompiledQuery[] = []
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), log: ({ query }) => void queries.push(query) })
  const explain = async ({ sql, parameters }: CompiledQuery): Promise<number> => {
    const { rows } = await pool.query<Explained>(`explain (analyze, buffers, format json) ${sql}`, [...parameters])
    const plan = rows[0]?.['QUERY PLAN'][0]?.Plan
    if (!plan) throw new Error('The database has explained nothing.')
    return plan['Shared Hit Blocks'] + plan['Shared Read Blocks']
  }
  return {
    database,
    countBlocks: async (work) => {
      queries = []
      await work()
      let blocks = 0
      for (const query of queries) {
        // A query of a new kind also reads what the connection has to know of functions and types, once.
        await explain(query)
        blocks += await explain(query)
      }
      return blocks
    },
    close: () => {
      isClosed = true
      return database.destroy()
    },
  }
}
