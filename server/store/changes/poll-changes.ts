import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** A hint may be lost, and a pooler in transaction mode delivers none: a change is noticed this much later at most. */
const pollIntervalMs = 1_000

/** Calls `onChanged` when the history or a batch has changed since the last time. Returns how to end that. */
export function pollChanges(database: Database, onChanged: () => void, report: (error: Error) => void): () => void {
  let known: string | null = null
  let isAsking = false
  const ask = async () => {
    if (isAsking) return
    isAsking = true
    try {
      const { rows } = await sql<{ state: string }>`
        select concat(epoch, ' ', last_sequence, ' ', (select max(change_sequence) from batches)) as state from store_state`.execute(
        database,
      )
      const state = rows[0]?.state ?? null
      if (known !== null && state !== known) onChanged()
      known = state
    } catch (error) {
      if (error instanceof Error) report(error)
    } finally {
      isAsking = false
    }
  }
  void ask()
  const timer = setInterval(() => void ask(), pollIntervalMs)
  return () => clearInterval(timer)
}
