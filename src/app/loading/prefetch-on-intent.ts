import type { QueryClient } from '@tanstack/react-query'
import { matchPath } from 'react-router'
import { isDeleted } from '#api/cache/monotonic-reads.ts'
import { findShownListFilter, listOptions } from '#api/queries/list.ts'
import { versionOptions } from '#api/queries/version.ts'
import { parseListParams, toListFilter } from '#features/home/filters/list-search-params.ts'

/** Time for which a pointer rests on a control, or the focus is on it, before what it leads to is read, in milliseconds. */
const restMs = 80

/** The address to which a link, or a button with `data-leads-to`, leads; `null` for other elements, and for other sites. */
function findAddress(target: EventTarget | null): URL | null {
  const control = target instanceof Element ? target.closest<HTMLElement>('a[href], [data-leads-to]') : null
  const href = control?.dataset['leadsTo'] ?? control?.getAttribute('href')
  const address = href === null || href === undefined ? null : new URL(href, document.baseURI)
  return address?.origin === location.origin ? address : null
}

/**
 * Reads the version or the list to which a control leads when a user is about to press it: the pointer rests on it, or presses it, or the
 * focus stays on it. Lists are read from a list only. Returns a function that stops that.
 */
export function prefetchOnIntent(client: QueryClient): () => void {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const prefetch = ({ pathname, searchParams }: URL): void => {
    const id = matchPath('/journeys/:versionId', pathname)?.params.versionId
    const shownFilter = pathname === '/' ? findShownListFilter(client) : undefined
    // A failure is ignored: the page reads it again, and shows that.
    if (id && !isDeleted(client, id)) client.query(versionOptions(id)).catch(() => {})
    if (shownFilter) void client.prefetchInfiniteQuery(listOptions(toListFilter(parseListParams(searchParams), shownFilter.timeZone)))
  }
  const handleIntent = ({ type, target }: Event): void => {
    clearTimeout(timer)
    const address = findAddress(target)
    if (address === null) return
    if (type === 'pointerdown') prefetch(address)
    else timer = setTimeout(() => prefetch(address), restMs)
  }
  for (const type of ['pointerover', 'pointerdown', 'focusin']) document.addEventListener(type, handleIntent, { signal: controller.signal })
  return () => {
    controller.abort()
    clearTimeout(timer)
  }
}
