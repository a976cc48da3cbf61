import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** The channel of the hints. */
export const changeChannel = 'store_changes'

/** Changes within this time give one hint. */
const collectMs = 20

/**
 * Sends hints of changes to the other programs on a database: after the commit, and several changes in one. Within the writing transaction the
 * database would let no other transaction commit beside it.
 */
export function createHintSender(database: Database, sender: string, report: (error: Error) => void): () => void {
  let timer: NodeJS.Timeout | null = null
  const send = () => {
    timer = null
    sql`select pg_notify(${changeChannel}, ${sender})`.execute(database).catch(report)
  }
  return () => {
    timer ??= setTimeout(send, collectMs)
  }
}
