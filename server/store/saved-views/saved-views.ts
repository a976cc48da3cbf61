import type { SavedViewReader, SavedViewWriter } from '#backend/store/saved-views/saved-view-store.ts'
import { encodeJson } from '#server/store/encode-json.ts'
import { encodeText } from '#server/store/encode-text.ts'
import type { Database } from '#server/store/tables.ts'

/** Read operations on saved views. */
export function createSavedViewReads(database: Database): SavedViewReader {
  const views = database.selectFrom('saved_views').select('record')
  return {
    savedView: async (id) => (await views.where('id', '=', encodeText(id)).executeTakeFirst())?.record,
    savedViewsFor: async (userId) => {
      const found = views.where((it) => it.or([it('owner_id', '=', encodeText(userId)), it('is_shared', '=', true)]))
      return (await found.execute()).map(({ record }) => record)
    },
  }
}

/** Write operations on saved views. */
export const createSavedViewWrites = (database: Database): SavedViewWriter => ({
  saveView: async (view) => {
    const columns = { owner_id: encodeText(view.owner.id), is_shared: view.shared, record: encodeJson(view) }
    await database
      .insertInto('saved_views')
      .values({ id: encodeText(view.id), ...columns })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
      .execute()
  },
  deleteView: async (id) => void (await database.deleteFrom('saved_views').where('id', '=', encodeText(id)).execute()),
})
