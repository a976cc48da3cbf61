import type { Reader } from '#backend/store/store.ts'
import { statuses, type Status } from '#domain/lifecycle.ts'
import { decodeText, encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'
import { sql } from 'kysely'

type VersionReads = Pick<
  Reader,
  'version' | 'versions' | 'versionsOf' | 'allVersionsOf' | 'incomingJumps' | 'latestByNameSkeleton' | 'openVersions' | 'endedSince' | 'due'
>

/** The versions with these identifiers, in their order. */
export const selectVersions: (database: Database, ids: readonly string[]) => ReturnType<Reader['versions']> = async (database, ids) => {
  const rows = await database
    .selectFrom('versions')
    .select('record')
    .where(sql<boolean>`id = any(${ids.map(encodeText)})`)
    .execute()
  const found = new Map(rows.map(({ record }) => [record.id, record]))
  return ids.flatMap((id) => found.get(id) ?? [])
}

/** Read operations on versions, but for the list. */
export function createVersionReads(database: Database): VersionReads {
  const records = database.selectFrom('versions').select('record')
  const toRecords = async (query: typeof records) => (await query.execute()).map(({ record }) => record)
  const ofJourney = (journeyId: string) => records.where('journey_id', '=', encodeText(journeyId)).orderBy('number', 'desc')
  return {
    version: async (id) => (await records.where('id', '=', encodeText(id)).executeTakeFirst())?.record,
    versions: (ids) => selectVersions(database, ids),
    versionsOf: (journeyId) => toRecords(ofJourney(journeyId).where('is_deleted', '=', false)),
    allVersionsOf: (journeyId) => toRecords(ofJourney(journeyId)),
    incomingJumps: (journeyId) => toRecords(records.where(sql<boolean>`jumps_into @> ${[encodeText(journeyId)]}::text[]`)),
    latestByNameSkeleton: (nameSkeleton) =>
      toRecords(records.where('name_skeleton', '=', encodeText(nameSkeleton)).where(sql<boolean>`is_latest and not is_deleted`)),
    openVersions: async () => {
      const rows = await database
        .selectFrom('versions')
        .select(['id', 'revision', 'status_rank'])
        .where(sql<boolean>`is_open`)
        .execute()
      return rows.map(({ id, revision, status_rank }) => ({ id: decodeText(id), revision, status: statuses[status_rank] as Status }))
    },
    endedSince: async (since) => {
      const rows = await database
        .selectFrom('versions')
        .select(['id', 'ended_at', 'ended_by'])
        .where(sql<boolean>`ended_at is not null and not is_deleted and ended_at >= ${since}`)
        .orderBy('ended_at', 'desc')
        .orderBy('id', 'desc')
        .execute()
      return rows.flatMap(({ id, ended_at, ended_by }) =>
        ended_at === null || ended_by === null ? [] : [{ id: decodeText(id), at: ended_at, action: ended_by }],
      )
    },
    due: (at, limit) => toRecords(selectDue(database, at, limit)),
  }
}

/** Versions with a transition due at `at` or before, those due first coming first. */
export const selectDue = (database: Database, at: number, limit: number) =>
  database.selectFrom('versions').select('record').where('due_at', '<=', at).orderBy('due_at').orderBy('id').limit(limit)
