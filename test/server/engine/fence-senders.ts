import { sql } from 'kysely'
import type { VersionRecord } from '#backend/store/records.ts'
import { closeFence, applyToFence } from '#server/engine/fence.ts'
import { openPostgres } from '#server/store/open-database.ts'
import type { Database } from '#server/store/tables.ts'
import { findVersionKey } from './walker-support.ts'

/** What has been accepted for a version of what the change refuses: entrances, and after a stop messages, too. */
async function countAccepted(database: Database, { id, stoppedAt }: VersionRecord): Promise<number> {
  const key = await findVersionKey(database, id)
  const messages = stoppedAt === null ? sql`0` : sql`(select count(*) from walker_messages where version_key = ${key})`
  const { rows } = await sql<{ accepted: number }>`
    select (select count(*) from walker_people where version_key = ${key}) + ${messages} as accepted`.execute(database)
  return Number(rows[0]?.accepted)
}

/** Changes a version as a transaction of the store does. Resolves to what had been accepted when the fence was closed, and how long that took. */
export async function changeAtFullSpeed(database: Database, version: VersionRecord) {
  const start = performance.now()
  const accepted = await database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      await closeFence(transaction, version.id)
      const before = await countAccepted(transaction, version)
      await applyToFence(transaction, version)
      return before
    })
  return { accepted, ms: performance.now() - start }
}

/**
 * Senders, each on a connection of its own, that let people enter and send without a break until they are ended.
 */
export function startSenders(url: string, versionId: string, at: number, count: number) {
  const pools = Array.from({ length: Math.ceil(count / 8) }, () =>
    openPostgres(url, (error) => {
      throw error
    }),
  )
  const ending = new AbortController()
  let sent = 0
  const send = async (sender: number) => {
    const { database } = pools[sender % pools.length]!
    const key = await findVersionKey(database, versionId)
    while (!ending.signal.aborted) {
      const id = `${versionId} ${sender} ${sent++}`
      await sql`select walker_enter(${key}, ${at}, ${JSON.stringify([{ id }])}::json)`.execute(database)
      await sql`select walker_advance(${key}, ${at}, 5)`.execute(database)
    }
  }
  const senders = Promise.all(Array.from({ length: count }, (_, sender) => send(sender)))
  return {
    countSent: () => sent,
    countAccepted: (version: VersionRecord) => countAccepted(pools[0]!.database, version),
    end: async () => {
      ending.abort()
      await senders
      await Promise.all(pools.map(({ close }) => close()))
    },
  }
}

/** Wrong fences, as a replacement of the right one. */
export const wrongFences: Readonly<Record<string, string>> = {
  'no lock': 'select * into passed from walker_versions where key = version;',
  'the lock in the same statement as the read': `select w.* into passed from walker_versions w,
    (select pg_advisory_xact_lock_shared(7201, version)) taken where key = version;`,
  'a lock of the row for share': 'select * into passed from walker_versions where key = version for share;',
}

/** Replaces the fence. */
export const plantFence = async (database: Database, body: string): Promise<void> => {
  await sql
    .raw(
      `create or replace function walker_pass_fence(version integer) returns walker_versions language plpgsql volatile as $$
        declare passed walker_versions; begin ${body} return passed; end $$`,
    )
    .execute(database)
}
