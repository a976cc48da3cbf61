import type { Instant } from '#domain/version.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { serveEach, throwFailure } from './serve-each.ts'

/** How many people one transaction moves at most. A change of a version waits for one such transaction of each worker. */
export const tickSize = 500

/** How many transactions one run makes at most, so that a run ends. */
const maxTicks = 400

/** How long personal data are kept after a person has left, in milliseconds: 30 days. */
export const personalDataRetentionMs = 30 * 86_400_000

/** Moves people of a version who are due at `at`, at most `most`, in one transaction. Resolves to how many were moved. */
export async function advancePeople(database: Database, versionKey: number, at: Instant, most = tickSize): Promise<number> {
  const { rows } = await sql<{ moved: number }>`select walker_advance(${versionKey}, ${at}, ${most}) as moved`.execute(database)
  return rows[0]?.moved ?? 0
}

/** The versions with people who are due at `at`. */
async function findDueVersions(database: Database, at: Instant): Promise<readonly number[]> {
  const { rows } = await sql<{ key: number }>`
    select key from walker_versions v where moves
    and exists (select from walker_people where version_key = v.key and due <= ${at}::double precision - v.frozen_for)`.execute(database)
  return rows.map(({ key }) => key)
}

/** Lets those who jumped enter their target journeys, each in a transaction of its own: no transaction holds the locks of two versions. */
export async function enterJumps(database: Database, at: Instant): Promise<number> {
  for (let count = 0; ; count++) {
    const { rows } = await sql<{ found: boolean }>`select walker_land(${at}) as found`.execute(database)
    if (rows[0]?.found !== true || count === maxTicks) return count
  }
}

/**
 * Moves everyone who is due at `at`, step by step. Resolves to the number of steps. Any number of workers may run it on one database, and each may
 * end at any time: a step is written with its message and its counts, or not at all. `report`: called with why the people of a version could not be
 * moved, once a run; by default that ends the run.
 */
export async function walk(database: Database, at: Instant, report = throwFailure): Promise<number> {
  let steps = 0
  const failed = new Set<number>()
  for (let tick = 0; tick < maxTicks;) {
    const keys = (await findDueVersions(database, at)).filter((key) => !failed.has(key))
    tick += keys.length
    let moved = 0
    const serve = async (key: number) => {
      failed.add(key)
      moved += await advancePeople(database, key, at)
      failed.delete(key)
    }
    await serveEach(keys, serve, report)
    const landed = await enterJumps(database, at)
    steps += moved
    // No step: none is due, or other workers have all who are.
    if (moved + landed === 0) break
  }
  return steps
}

/** Ends executions of people whose version `v` was stopped and fulfils `condition`. Resolves to how many. */
export async function cleanUp(database: Database, most = 5_000, condition = sql<boolean>`true`): Promise<number> {
  const { rows } = await sql<{ cleaned: number }>`
    select coalesce(sum(walker_clean(key, ${most})), 0)::integer as cleaned from walker_versions v
    where is_stopped and ${condition} and exists (select from walker_people where version_key = v.key and due is not null)`.execute(
    database,
  )
  return rows[0]?.cleaned ?? 0
}

/** Deletes personal data of people who left 30 days ago, a bounded number of rows. Resolves to how many. */
export async function forgetPeople(database: Database, at: Instant, most = 5_000): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`
    select walker_forget(${at - personalDataRetentionMs}, ${most}) as forgotten`.execute(database)
  return rows[0]?.forgotten ?? 0
}
