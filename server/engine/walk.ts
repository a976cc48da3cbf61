import type { Instant } from '#domain/version.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'
import { decodeText } from '#server/store/encode-text.ts'
import { endAtFailure, isAway, serveEach, type Outcomes } from './serve-each.ts'

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

/** A version, by the key of its fence and its identifier. */
interface FencedVersion {
  readonly key: number
  readonly id: string
}

const decodeVersions = (rows: readonly FencedVersion[]): readonly FencedVersion[] =>
  rows.map(({ key, id }) => ({ key, id: decodeText(id) }))

/** The versions with people who are due at `at`. */
async function findDueVersions(database: Database, at: Instant): Promise<readonly FencedVersion[]> {
  const { rows } = await sql<FencedVersion>`
    select key, version_id as id from walker_versions v where moves
    and exists (select from walker_people where version_key = v.key and due <= ${at}::double precision - v.frozen_for)`.execute(database)
  return decodeVersions(rows)
}

/** Reports why the first of those who jumped cannot enter their target journey. */
async function reportJump(database: Database, error: unknown, outcomes: Outcomes): Promise<void> {
  const { rows } = await sql<{ id: string }>`select journey_id as id from walker_jumps order by sequence limit 1`.execute(database)
  outcomes.fail('jumps', decodeText(rows[0]?.id ?? ''), error)
}

/**
 * Lets those who jumped enter their target journeys, each in a transaction of its own: no transaction holds the locks of two versions. One
 * who cannot enter is tried again after a pause, before those behind; `outcomes`: told of their target journey. By default that ends the run.
 */
export async function enterJumps(database: Database, at: Instant, outcomes = endAtFailure): Promise<number> {
  if (!outcomes.mayTry('jumps')) return 0
  for (let count = 0; ; count++) {
    try {
      const { rows } = await sql<{ found: boolean; id: string | null }>`
        select walker_land(${at}) as found, (select journey_id from walker_jumps order by sequence limit 1) as id`.execute(database)
      const [jump] = rows
      if (jump?.found !== true || count === maxTicks) return count
      outcomes.succeed('jumps', decodeText(jump.id ?? ''))
    } catch (error) {
      if (isAway(error)) throw error
      await reportJump(database, error, outcomes)
      return count
    }
  }
}

/**
 * Moves everyone who is due at `at`, step by step. Resolves to the number of steps. Any number of workers may run it on one database, and each may
 * end at any time: a step is written with its message and its counts, or not at all. A version whose people could not be moved is left out until the
 * run ends, and as long as `outcomes` says; by default it ends the run.
 */
export async function walk(database: Database, at: Instant, outcomes = endAtFailure): Promise<number> {
  let steps = 0
  const failed = new Set<number>()
  let canLand = true
  const jumpOutcomes: Outcomes = {
    ...outcomes,
    fail: (work, journey, error) => {
      canLand = false
      outcomes.fail(work, journey, error)
    },
  }
  for (let tick = 0; tick < maxTicks;) {
    const due = await findDueVersions(database, at)
    const versions = due.filter(({ key, id }) => !failed.has(key) && outcomes.mayTry('people', id))
    tick += versions.length
    let moved = 0
    const serve = async ({ key }: FencedVersion) => {
      failed.add(key)
      moved += await advancePeople(database, key, at)
      failed.delete(key)
    }
    await serveEach('people', versions, serve, outcomes)
    const landed = canLand ? await enterJumps(database, at, jumpOutcomes) : 0
    steps += moved
    // No step: none is due, or other workers have all who are.
    if (moved + landed === 0) break
  }
  return steps
}

/**
 * Ends executions of people whose version `v` was stopped and fulfils `condition`, at most `most` of each version. Resolves to how many. A
 * version whose executions could not be ended ends the run by default.
 */
export async function cleanUp(
  database: Database,
  { most = 5_000, condition = sql<boolean>`true`, outcomes = endAtFailure } = {},
): Promise<number> {
  const { rows } = await sql<FencedVersion>`
    select key, version_id as id from walker_versions v
    where is_stopped and ${condition} and exists (select from walker_people where version_key = v.key and due is not null)`.execute(
    database,
  )
  let total = 0
  const serve = async ({ key }: FencedVersion) => {
    const result = await sql<{ cleaned: number }>`select walker_clean(${key}, ${most}) as cleaned`.execute(database)
    total += result.rows[0]?.cleaned ?? 0
  }
  await serveEach('clean-up', decodeVersions(rows), serve, outcomes)
  return total
}

/** Deletes personal data of people who left 30 days ago, a bounded number of rows. Resolves to how many. */
export async function forgetPeople(database: Database, at: Instant, most = 5_000): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`
    select walker_forget(${at - personalDataRetentionMs}, ${most}) as forgotten`.execute(database)
  return rows[0]?.forgotten ?? 0
}
