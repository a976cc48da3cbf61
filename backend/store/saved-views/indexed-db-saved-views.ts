import type { Open } from '#backend/store/indexed-db-schema.ts'
import { isVisibleTo, type SavedViewReader, type SavedViewRecord, type SavedViewWriter } from './saved-view-store.ts'

/** The object store of the saved views. */
export interface SavedViewSchema {
  savedViews: { key: string; value: SavedViewRecord }
}

/** Read operations on saved views in a database transaction. */
export const createIndexedDbSavedViewReader = (transaction: Open): SavedViewReader => ({
  savedView: (id) => transaction.objectStore('savedViews').get(id),
  savedViewsFor: async (userId) => (await transaction.objectStore('savedViews').getAll()).filter((view) => isVisibleTo(view, userId)),
})

/** Write operations on saved views in a database transaction. */
export const createIndexedDbSavedViewWriter = (transaction: Open<'readwrite'>): SavedViewWriter => ({
  saveView: async (view) => void (await transaction.objectStore('savedViews').put(view)),
  deleteView: (id) => transaction.objectStore('savedViews').delete(id),
})
