import type { User } from '#api/contract/primitives.ts'
import type { Instant } from '#domain/version.ts'

/** A stored view of the list. */
export interface SavedViewRecord {
  readonly id: string
  /** Starts at 1 and increases by one with every change. */
  readonly revision: number
  readonly name: string
  /** The query string of the list. It is never interpreted here. */
  readonly query: string
  readonly shared: boolean
  readonly owner: User
  readonly updatedAt: Instant
}

/** Read operations on saved views. */
export interface SavedViewReader {
  savedView(id: string): Promise<SavedViewRecord | undefined>
  /** The views of a user and those that others share, in any order. */
  savedViewsFor(userId: string): Promise<readonly SavedViewRecord[]>
}

/** Write operations on saved views. */
export interface SavedViewWriter {
  /** Writes a view, or replaces it. */
  saveView(view: SavedViewRecord): Promise<void>
  deleteView(id: string): Promise<void>
}

/** Whether a user sees a view. */
export const isVisibleTo = ({ owner, shared }: Pick<SavedViewRecord, 'owner' | 'shared'>, userId: string): boolean =>
  shared || owner.id === userId
