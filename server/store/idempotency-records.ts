import type { Reader, Transaction } from '#backend/store/store.ts'
import { encodeJson } from './encode-json.ts'
import { encodeText } from './encode-text.ts'
import type { Database } from './tables.ts'

type RecordReads = Pick<Reader, 'oldestIdempotencyTime' | 'findIdempotencyRecord'>
type RecordWrites = Pick<Transaction, 'saveIdempotencyRecord' | 'forgetIdempotencyRecords'>

/** Read operations on idempotency records. */
export function createIdempotencyReads(database: Database): RecordReads {
  const records = database.selectFrom('idempotency_records')
  return {
    oldestIdempotencyTime: async () => (await records.select('at').orderBy('at').limit(1).executeTakeFirst())?.at ?? null,
    findIdempotencyRecord: async (userId, key) => {
      const found = records.select('record').where('user_id', '=', encodeText(userId)).where('key', '=', encodeText(key))
      return (await found.executeTakeFirst())?.record
    },
  }
}

/** Write operations on idempotency records. */
export function createIdempotencyWrites(database: Database): RecordWrites {
  return {
    saveIdempotencyRecord: async (record) => {
      const { userId, key, at } = record
      const inserted = database
        .insertInto('idempotency_records')
        .values({ user_id: encodeText(userId), key: encodeText(key), at, record: encodeJson(record) })
        .onConflict((conflict) => conflict.columns(['user_id', 'key']).doNothing())
      if ((await inserted.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) throw new Error(`${userId} has used the key ${key}.`)
    },
    forgetIdempotencyRecords: async (before, limit) => {
      const old = database.selectFrom('idempotency_records').select(['user_id', 'key']).where('at', '<', before).orderBy('at').limit(limit)
      await database
        .deleteFrom('idempotency_records')
        .where((it) => it(it.refTuple('user_id', 'key'), 'in', old.$asTuple('user_id', 'key')))
        .execute()
    },
  }
}
