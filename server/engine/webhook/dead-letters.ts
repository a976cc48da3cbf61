import type { CommandOutbox } from '#backend/engine/command-outbox.ts'
import { decodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'

const countOf = ({ count }: { readonly count: number | string | bigint }): number => Number(count)

/** The outbox of commands as the console shows it. */
export function createCommandOutbox(database: Database): CommandOutbox {
  const countIn = (state: 'pending' | 'dead') =>
    database
      .selectFrom('engine_commands')
      .select(({ fn }) => fn.countAll().as('count'))
      .where('state', '=', state)
      .executeTakeFirstOrThrow()
  return {
    listDead: async (limit) => {
      const rows = await database
        .selectFrom('engine_commands')
        .select(['id', 'type', 'version_id', 'epoch', 'at', 'attempts', 'failure'])
        .where('state', '=', 'dead')
        .orderBy('sequence')
        .limit(limit)
        .execute()
      return {
        commands: rows.map(({ version_id, failure, ...row }) => ({ ...row, versionId: decodeText(version_id), failure: failure ?? '' })),
        total: countOf(await countIn('dead')),
        waiting: countOf(await countIn('pending')),
      }
    },
    findVersion: async (id) => {
      const row = await database.selectFrom('engine_commands').select('version_id').where('id', '=', id).executeTakeFirst()
      return row && decodeText(row.version_id)
    },
    replay: async (id, at) => {
      const { numUpdatedRows } = await database
        .updateTable('engine_commands')
        .set({ state: 'pending', attempts: 0, next_at: at, leased_until: 0 })
        .where('id', '=', id)
        .where('state', '=', 'dead')
        .executeTakeFirst()
      if (numUpdatedRows > 0n) return true
      return (await database.selectFrom('engine_commands').select('sequence').where('id', '=', id).executeTakeFirst()) !== undefined
    },
    listCleanups: async () => {
      const rows = await database
        .selectFrom('engine_reports')
        .innerJoin('walker_versions', 'walker_versions.key', 'engine_reports.version_key')
        .select(['version_id', 'as_of', 'cleaned_up', 'to_clean_up'])
        .whereRef('cleaned_up', '<', 'to_clean_up')
        .orderBy('as_of', 'desc')
        .limit(20)
        .execute()
      return rows.map(({ version_id, as_of, cleaned_up, to_clean_up }) => ({
        versionId: decodeText(version_id),
        asOf: as_of,
        cleanedUp: cleaned_up ?? 0,
        toCleanUp: to_clean_up ?? 0,
      }))
    },
  }
}
