import { createContext } from 'react'
import type { Location } from 'react-router'
import type { ShownRowLayout } from '#ui/virtual-rows/row-window.ts'
import type { Place } from './place.ts'

/** The list that the user came from: its history entry, its search parameters, and the place in it. */
export interface ListOrigin {
  readonly key: string
  readonly search: string
  readonly place?: Place | undefined
}

/** The list as it is on screen. */
export interface ShownList {
  readonly location: Location<unknown>
  /** 0 while loading. */
  readonly rowCount: number
  readonly hasMore: boolean
  readonly isFetching: boolean
  readonly onMore: () => void
  /** Called when the focus has returned to the row that the user came from. */
  readonly onReturned: () => void
}

/**
 * Returns to the place where the list was left, if it has just replaced another page (`hasArrived`). Returns a function that stops waiting
 * for rows.
 */
export type ReturnToPlace = (list: ShownList, hasArrived: boolean) => (() => void) | undefined

/** What the console remembers about the places between which the user moves. A page load begins without memory. */
export interface NavigationMemory {
  list?: ListOrigin | undefined
  /** The key of the history entry on screen. */
  shownKey?: string
  /** The number of rows of the list that was shown last. */
  rowCount: number
  /** Which of its rows were in the document; absent or `null` if all of them were. */
  rowLayout?: ShownRowLayout | null
  /** Where each page was left, by the key of its history entry. */
  readonly places: Map<string, Place>
  /** Set once a journey page has been opened: the first load of Home does not need it. */
  returnToPlace?: ReturnToPlace
  /** Set once a dialog has been opened. Called before the router hears of a move in the history. */
  handlePopState?: ((event: PopStateEvent) => void) | undefined
}

/** The memory of a page load. To be created before the router: of the listeners of the window the first one is called first. */
export function createNavigationMemory(): NavigationMemory {
  const state = window.history.state as { readonly list?: ListOrigin; readonly overlay?: boolean } | null
  const memory: NavigationMemory = { places: new Map(), rowCount: 0, list: state?.list }
  window.addEventListener('popstate', (event) => memory.handlePopState?.(event))
  // The page was reloaded while a dialog was open.
  if (state?.overlay) window.history.back()
  return memory
}

/** The key of the list to which a link back to Home leads. */
export const readPlaceOf = (state: unknown): string | null =>
  typeof state === 'object' && state !== null && 'placeOf' in state && typeof state.placeOf === 'string' ? state.placeOf : null

/** The place where a page was left to which the user returns, by the history or by a link back. */
export const findPlace = ({ places }: NavigationMemory, { key, state }: Location<unknown>): Place | undefined =>
  places.get(key) ?? places.get(readPlaceOf(state) ?? '')

/** Records that the list is on screen, and returns to the place where it was left. Returns a function that stops waiting for rows. */
export function showList(memory: NavigationMemory, list: ShownList): (() => void) | undefined {
  // A list that is still on screen after a link was followed has not arrived: its page is not there yet.
  const hasArrived = memory.shownKey !== list.location.key
  Object.assign(memory, { list: list.location, shownKey: list.location.key, rowCount: list.rowCount })
  return memory.returnToPlace?.(list, hasArrived)
}

export const NavigationMemoryContext = createContext<NavigationMemory>({ places: new Map(), rowCount: 0 })

/** Address and options of a navigation back to the list that the user came from; to the plain list if there is none. */
export const toListNavigation = (list: ListOrigin | undefined) => ({
  to: { pathname: '/', search: list?.search ?? '' },
  options: list && { state: { placeOf: list.key }, preventScrollReset: true },
})
