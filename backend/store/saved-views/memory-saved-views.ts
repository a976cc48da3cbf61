import { isVisibleTo, type SavedViewReader, type SavedViewRecord, type SavedViewWriter } from './saved-view-store.ts'

/** The saved views of a memory store, by identifier. */
export type MemorySavedViews = Map<string, SavedViewRecord>

/** Read operations on saved views in memory. */
export const createMemorySavedViewReader = (views: MemorySavedViews): SavedViewReader => ({
  savedView: async (id) => views.get(id),
  savedViewsFor: async (userId) => [...views.values()].filter((view) => isVisibleTo(view, userId)),
})

/** Replaces a value of a map so that it can be undone. */
type SetUndoably = <T>(map: Map<string, T>, key: string, value: T | undefined) => void

/** Write operations on saved views in memory. */
export const createMemorySavedViewWriter = (views: MemorySavedViews, set: SetUndoably): SavedViewWriter => ({
  saveView: async (view) => set(views, view.id, view),
  deleteView: async (id) => set(views, id, undefined),
})
