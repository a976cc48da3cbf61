import type { VersionRecord } from '#backend/store/records.ts'
import type { DrainEnd } from '#domain/automatic-transitions.ts'
import type { ActivityCounts, PopulationCounts } from '#domain/population/population.ts'
import type { Instant } from '#domain/version.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/** The people of a version, in all and at each activity, as they were counted so far. */
export async function countPeople(database: Database, { id, flow, stoppedAt }: VersionRecord): Promise<PopulationCounts> {
  const { rows } = await sql<{ activity: number; arrived: number; passed: number; timed_out: number }>`
    select activity, sum(arrived)::bigint as arrived, sum(passed)::bigint as passed, sum(timed_out)::bigint as timed_out
    from walker_counts where version_key = (select key from walker_versions where version_id = ${encodeText(id)})
    group by activity`.execute(database)
  const byNumber = new Map(rows.map((row) => [row.activity, row]))
  const total = { entered: byNumber.get(0)?.arrived ?? 0, inside: 0, completed: 0, stopped: 0, timedOut: 0 }
  const activities = flow.activities.map((activity, number): [string, ActivityCounts] => {
    const { arrived = 0, passed = 0, timed_out: timedOut = 0 } = byNumber.get(number) ?? {}
    const left = arrived - passed - timedOut
    const counts = { arrived, passed, timedOut, ...(stoppedAt === null ? { inside: left, stopped: 0 } : { inside: 0, stopped: left }) }
    total.inside += counts.inside
    total.stopped += counts.stopped
    total.timedOut += timedOut
    if (activity.next.length === 0) total.completed += passed
    return [activity.id, counts]
  })
  return { ...total, activities: Object.fromEntries(activities) }
}

/** The people inside each of these versions, by version identifier. */
export async function countInside(database: Database, versions: readonly VersionRecord[]): Promise<ReadonlyMap<string, number>> {
  const ids = versions.map(({ id }) => encodeText(id))
  const { rows } = await sql<{ version_id: string; inside: number }>`
    select v.version_id, sum(c.arrived - c.passed - c.timed_out)::bigint as inside
    from walker_versions v join walker_counts c on c.version_key = v.key
    where v.version_id = any (${ids}) group by v.version_id`.execute(database)
  const found = new Map(rows.map(({ version_id, inside }) => [version_id, inside]))
  return new Map(versions.map(({ id, stoppedAt }) => [id, stoppedAt === null ? (found.get(encodeText(id)) ?? 0) : 0]))
}

/** What is done after a stop, and how much of it. */
interface StopWork {
  readonly cleaned: number
  /** Whether executions are left to be ended. */
  readonly isCleaning: boolean
  /** Messages that were not handed over before the stop. */
  readonly refused: number
}

/** Reads what has been done since a version was stopped, without counting people. */
export async function readStopWork(database: Database, versionId: string): Promise<StopWork> {
  const { rows } = await sql<StopWork>`
    select cleaned, exists (select from walker_people where version_key = v.key and due is not null) as "isCleaning",
      refused_messages + (select count(*) from walker_messages where version_key = v.key and state = 'pending') as refused
    from walker_versions v where version_id = ${encodeText(versionId)} and is_stopped`.execute(database)
  return rows[0] ?? { cleaned: 0, isCleaning: false, refused: 0 }
}

/** What was counted in each hour in which something happened, in order. */
export interface HourCounts {
  readonly hour: number
  readonly entered: number
  readonly completed: number
  readonly timedOut: number
  readonly refused: number
}

/** The counts of a version by hour, oldest first. */
export async function readHours(database: Database, versionId: string): Promise<readonly HourCounts[]> {
  const { rows } = await sql<HourCounts>`
    select hour, sum(entered)::bigint as entered, sum(completed)::bigint as completed, sum(timed_out)::bigint as "timedOut",
      sum(refused)::bigint as refused
    from walker_hours where version_key = (select key from walker_versions where version_id = ${encodeText(versionId)})
    group by hour order by hour`.execute(database)
  return rows
}

/** When and how the last person left a version without people; when it was closed if nobody is known to have left since. */
export async function findLastExit(database: Database, { id, closedAt }: VersionRecord, at: Instant): Promise<DrainEnd> {
  const { rows } = await sql<{ at: number; isTimeout: boolean }>`
    select left_at as at, times_out as "isTimeout" from walker_people
    where version_key = (select key from walker_versions where version_id = ${encodeText(id)}) and left_at is not null
    order by left_at desc limit 1`.execute(database)
  return rows[0] ?? { at: closedAt ?? at, isTimeout: false }
}
