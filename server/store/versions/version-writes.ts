import { ConflictError, type Transaction } from '#backend/store/store.ts'
import type { Database } from '#server/store/tables.ts'
import { selectDue } from './version-reads.ts'
import { createVersionRow } from './version-row.ts'

type VersionWrites = Pick<Transaction, 'claimDue' | 'insert' | 'update'>

/** Write operations on versions. */
export function createVersionWrites(database: Database): VersionWrites {
  return {
    claimDue: async (at, limit) => (await selectDue(database, at, limit).forUpdate().skipLocked().execute()).map(({ record }) => record),
    insert: async (record) => {
      // A violation of the key would end the transaction.
      const inserted = database
        .insertInto('versions')
        .values(createVersionRow(record))
        .onConflict((conflict) => conflict.column('id').doNothing())
      if ((await inserted.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) throw new Error(`${record.id} is taken.`)
    },
    update: async (record, ifRevision) => {
      const { id, ...columns } = createVersionRow(record)
      const updated = database.updateTable('versions').set(columns).where('id', '=', id).where('revision', '=', ifRevision)
      if ((await updated.executeTakeFirst()).numUpdatedRows !== 1n) throw new ConflictError(record.id, ifRevision)
    },
  }
}
