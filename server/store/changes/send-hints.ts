import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** The channel of the hints. */
export const changeChannel = 'store_changes'

/** Changes within this time give one hint. */
const collectMs = 20

/** Sends hints of changes. */
export interface HintSender {
  readonly send: () => void
  /** Sends the hint that waits, if there is one. After that the database may be closed. */
  readonly close: () => Promise<void>
}

/**
 * Sends hints of changes to the other programs on a database: after the commit, and several changes in one. Within the writing transaction the
 * database would let no other transaction commit beside it.
 */
export function createHintSender(database: Database, sender: string, report: (error: Error) => void): HintSender {
  let timer: NodeJS.Timeout | null = null
  let sending: Promise<unknown> = Promise.resolve()
  const send = () => {
    timer = null
    sending = sql`select pg_notify(${changeChannel}, ${sender})`.execute(database).catch(report)
  }
  return {
    send: () => {
      timer ??= setTimeout(send, collectMs)
    },
    close: async () => {
      if (timer !== null) {
        clearTimeout(timer)
        send()
      }
      await sending
    },
  }
}
