import { userSchema } from '#api/contract/primitives.ts'
import { sql, type ExpressionBuilder, type Kysely, type SqlBool, type Expression } from 'kysely'
import * as v from 'valibot'
import type { SessionRecord, SessionStore } from '#server/sessions/session-store.ts'
import type { SessionTables } from './session-tables.ts'

/** What the column `record` holds. JSON escapes what the database stores in no text. */
const recordSchema = v.object({ user: userSchema, roles: v.array(v.string()), teams: v.exactOptional(v.array(v.string())) })

interface Row {
  readonly id: string
  readonly record: unknown
  readonly created_at: number
  readonly used_at: number
}

const toRecord = ({ id, record, created_at: createdAt, used_at: usedAt }: Row): SessionRecord => ({
  id,
  ...v.parse(recordSchema, record),
  createdAt,
  usedAt,
})

/** Stores sessions as rows. Each operation is one statement. */
export function createSqlSessionStore(database: Kysely<SessionTables>): SessionStore {
  const removeWhere = async (
    matches: (builder: ExpressionBuilder<SessionTables, 'user_sessions'>) => Expression<SqlBool>,
  ): Promise<void> => {
    await database
      .with('removed', (db) => db.deleteFrom('user_sessions').where(matches).returning('id'))
      .updateTable('session_removals')
      .set({ count: sql<number>`count + (select count(*) from removed)` })
      .where(sql<SqlBool>`exists (select from removed)`)
      .execute()
  }
  const select = database.selectFrom('user_sessions').select(['id', 'record', 'created_at', 'used_at'])
  return {
    insert: async ({ id, user, roles, teams, createdAt: created_at, usedAt: used_at }) => {
      const row = { id, user_id: user.id, record: JSON.stringify({ user, roles, teams }), created_at, used_at }
      await database.insertInto('user_sessions').values(row).execute()
    },
    find: async (id) => {
      const row = await select.where('id', '=', id).executeTakeFirst()
      return row && toRecord(row)
    },
    findLatestOf: async (userId) => {
      const row = await select.where('user_id', '=', userId).orderBy('used_at', 'desc').limit(1).executeTakeFirst()
      return row && toRecord(row)
    },
    markAsUsed: async (id, at) => {
      await database.updateTable('user_sessions').set({ used_at: at }).where('id', '=', id).execute()
    },
    remove: (id) => removeWhere((builder) => builder('id', '=', id)),
    removeAllOf: (userId) => removeWhere((builder) => builder('user_id', '=', userId)),
    removeExpired: (before) =>
      removeWhere((builder) => builder.or([builder('created_at', '<', before.createdAt), builder('used_at', '<', before.usedAt)])),
    countRemovals: async () => (await database.selectFrom('session_removals').select('count').executeTakeFirstOrThrow()).count,
  }
}
