import { use, useLayoutEffect } from 'react'
import { useLocation } from 'react-router'
import { NavigationMemoryContext, type ListOrigin } from './navigation-memory.ts'
import { focusFollowedLink } from './place.ts'

interface EntryState {
  readonly key?: string
  readonly idx?: number
  readonly list?: ListOrigin
}

/** The state of the history entry of that key. A memory router has no entries in the browser. */
function readEntryState(key: string): EntryState | undefined {
  const { state } = window.history as { readonly state: EntryState | null }
  return state?.idx !== undefined && (state.key ?? 'default') === key ? state : undefined
}

/**
 * The list from which the user came to a page. It is stored in the history entry, so that it survives a reload, even in a browser that
 * refuses storage. On the way back to the page the focus returns to the link that was followed.
 */
export function useListOrigin(): ListOrigin | undefined {
  const memory = use(NavigationMemoryContext)
  const { key } = useLocation()
  // Effect, because the history is outside React. Before the next key press.
  useLayoutEffect(() => {
    const entry = readEntryState(key)
    const origin = entry?.list ?? memory.list
    if (origin) {
      const place = memory.places.get(origin.key) ?? origin.place
      if (place) memory.places.set(origin.key, place)
      const list = { ...origin, place }
      if (entry) window.history.replaceState({ ...entry, list }, '')
      Object.assign(memory, { list })
    }
    Object.assign(memory, { shownKey: key })
    const left = memory.places.get(key)
    if (left) focusFollowedLink(left)
  }, [memory, key])
  return readEntryState(key)?.list ?? memory.list
}
