import type { EngineReport } from '#api/contract/engine/engine-report.ts'
import type { CleanUpProgress } from '#backend/engine/engine.ts'
import type { VersionRecord } from '#backend/store/records.ts'
import type { Activity } from '#domain/flow.ts'
import type { Instant } from '#domain/version.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

/**
 * What became of a report: `recorded`; `repeated`, nothing newer than what is known; `older` or `unknown` epoch, so that it is refused.
 */
export type ReportResult = 'recorded' | 'repeated' | 'older' | 'unknown'

type ReportedCounts = NonNullable<EngineReport['activities']>[string]

const noPeople: ReportedCounts = { arrived: 0, passed: 0, timedOut: 0 }

const getCounts = (report: EngineReport, id: string): ReportedCounts => report.activities?.[id] ?? noPeople

/** Whether as many people arrived after an activity as have passed it, and nobody left who has not arrived. */
const addsUp = (report: EngineReport, { id, next }: Activity): boolean => {
  const { arrived, passed, timedOut } = getCounts(report, id)
  const arrivedNext = next.reduce((sum, { to }) => sum + getCounts(report, to).arrived, 0)
  return passed + timedOut <= arrived && (next.length === 0 || arrivedNext === passed)
}

/** Why the numbers of a report cannot be true of a version; `null` if they can. */
export function findWrongCounts(report: EngineReport, { flow }: VersionRecord): string | null {
  const known = new Set(flow.activities.map(({ id }) => id))
  if (Object.keys(report.activities ?? {}).some((id) => !known.has(id))) return 'an activity that the version does not have'
  return report.activities === undefined || flow.activities.every((activity) => addsUp(report, activity))
    ? null
    : 'numbers that do not add up'
}

/** Adds to the hour of a report what is new since the one before. */
async function addHour(transaction: Database, versionKey: number, version: VersionRecord, report: EngineReport, at: Instant) {
  const { activities } = version.flow
  const sum = (count: (counts: ReportedCounts, activity: Activity) => number) =>
    activities.reduce((total, activity) => total + count(getCounts(report, activity.id), activity), 0)
  const entered = activities[0] ? getCounts(report, activities[0].id).arrived : 0
  const completed = sum(({ passed }, { next }) => (next.length === 0 ? passed : 0))
  const timedOut = sum((counts) => counts.timedOut)
  await sql`
    select walker_add_hour(${versionKey}, ${at}, greatest(0, ${entered} - entered), greatest(0, ${completed} - completed),
      greatest(0, ${timedOut} - timed_out), greatest(0, coalesce(${report.refused ?? null}, refused) - refused))
    from (
      select coalesce(sum(entered), 0)::bigint as entered, coalesce(sum(completed), 0)::bigint as completed,
        coalesce(sum(timed_out), 0)::bigint as timed_out, coalesce(sum(refused), 0)::bigint as refused
      from walker_hours where version_key = ${versionKey}
    ) known`.execute(transaction)
}

/** Replaces the counts of a version by those of a report. */
async function writeCounts(transaction: Database, versionKey: number, { flow }: VersionRecord, report: EngineReport) {
  await transaction.deleteFrom('walker_counts').where('version_key', '=', versionKey).execute()
  const rows = flow.activities.map(({ id }, activity) => {
    const { arrived, passed, timedOut } = getCounts(report, id)
    return { version_key: versionKey, activity, shard: 0, arrived, passed, timed_out: timedOut }
  })
  if (rows.length > 0) await transaction.insertInto('walker_counts').values(rows).execute()
}

/** The epoch of a version whose people were never reported. */
const neverCounted = -1

/**
 * Writes when people were counted, and the epoch of that. A report without counts does not make earlier counts those of its epoch: it tells how far a
 * clean-up has come, or nothing. That stays as it is if the report does not say it.
 */
async function writeState(transaction: Database, versionKey: number, { epoch, cleanup, activities }: EngineReport, asOf: Instant) {
  const progress = cleanup && { cleaned_up: cleanup.cleanedUp, to_clean_up: cleanup.toCleanUp }
  const isCounted = activities !== undefined
  const changes = { ...(isCounted && { epoch, as_of: asOf }), ...progress }
  if (Object.keys(changes).length === 0) return
  await transaction
    .insertInto('engine_reports')
    .values({ version_key: versionKey, epoch: isCounted ? epoch : neverCounted, as_of: asOf, ...progress })
    .onConflict((conflict) => conflict.column('version_key').doUpdateSet(changes))
    .execute()
}

/**
 * Records what an engine elsewhere knows of a version, in a transaction of its own. A report of an older epoch is refused: it does not know what the
 * version is now. The same report again, or an older one of the same epoch, changes nothing.
 */
export function recordReport(database: Database, version: VersionRecord, report: EngineReport): Promise<ReportResult> {
  const asOf = Date.parse(report.asOf)
  return database
    .transaction()
    .setIsolationLevel('read committed')
    .execute(async (transaction) => {
      const fence = await transaction
        .selectFrom('walker_versions')
        .select(['key', 'epoch'])
        .where('version_id', '=', encodeText(version.id))
        .forUpdate()
        .executeTakeFirst()
      if (fence === undefined || report.epoch > fence.epoch) return 'unknown'
      if (report.epoch < fence.epoch) return 'older'
      const known = await transaction.selectFrom('engine_reports').selectAll().where('version_key', '=', fence.key).executeTakeFirst()
      if (known !== undefined && known.epoch === report.epoch && known.as_of >= asOf) return 'repeated'
      if (report.activities !== undefined) {
        await addHour(transaction, fence.key, version, report, asOf)
        await writeCounts(transaction, fence.key, version, report)
      }
      await writeState(transaction, fence.key, report, asOf)
      return 'recorded'
    })
}

/** What is known of the numbers of a version: when the engine counted them, and whether it had applied all commands. */
export interface ReportState {
  readonly asOf: Instant
  readonly isAcknowledged: boolean
  /** How far the engine has come with ending executions; `null` if nothing is left. */
  readonly cleanUp: CleanUpProgress | null
}

/** What is known of the numbers of versions, by version identifier. A version without a report is absent. */
export async function readReportStates(database: Database, versions: readonly VersionRecord[]): Promise<ReadonlyMap<string, ReportState>> {
  const ids = new Map(versions.map(({ id }) => [encodeText(id), id]))
  const { rows } = await sql<{
    version_id: string
    as_of: number
    acknowledged: boolean
    cleaned_up: number | null
    to_clean_up: number | null
  }>`
    select v.version_id, r.as_of, r.epoch = v.epoch as acknowledged, r.cleaned_up, r.to_clean_up
    from walker_versions v join engine_reports r on r.version_key = v.key
    where v.version_id = any (${[...ids.keys()]})`.execute(database)
  return new Map(
    rows.map(({ version_id, as_of, acknowledged, cleaned_up, to_clean_up }) => {
      const cleaned = cleaned_up ?? 0
      const executions = to_clean_up ?? 0
      const cleanUp = cleaned < executions ? { cleaned, executions } : null
      return [ids.get(version_id) ?? version_id, { asOf: as_of, isAcknowledged: acknowledged, cleanUp }]
    }),
  )
}
