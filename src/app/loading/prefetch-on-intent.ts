import type { QueryClient } from '@tanstack/react-query'
import { matchPath } from 'react-router'
import { isDeleted } from '#api/cache/monotonic-reads.ts'
import { versionOptions } from '#api/queries/version.ts'

/** Time for which a pointer rests on a link, or the focus is on it, before its version is read, in milliseconds. */
const restMs = 80

/**
 * Reads the version to whose page a link leads when a user is about to follow it: the pointer rests on the link, or presses it, or the focus
 * stays on it. Returns a function that stops that.
 */
export function prefetchOnIntent(client: QueryClient): () => void {
  const controller = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const prefetch = (link: HTMLAnchorElement): void => {
    const id = link.origin === location.origin && matchPath('/journeys/:versionId', link.pathname)?.params.versionId
    // A failure is ignored: the page reads it again, and shows that.
    if (id && !isDeleted(client, id)) client.query(versionOptions(id)).catch(() => {})
  }
  const handleIntent = ({ type, target }: Event): void => {
    clearTimeout(timer)
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null
    if (link === null) return
    if (type === 'pointerdown') prefetch(link)
    else timer = setTimeout(() => prefetch(link), restMs)
  }
  for (const type of ['pointerover', 'pointerdown', 'focusin']) document.addEventListener(type, handleIntent, { signal: controller.signal })
  return () => {
    controller.abort()
    clearTimeout(timer)
  }
}
