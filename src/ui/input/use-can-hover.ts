import { useSyncExternalStore } from 'react'

const noHoverQuery = '(hover: none)'

function subscribe(listener: () => void): () => void {
  const listening = new AbortController()
  matchMedia(noHoverQuery).addEventListener('change', listener, { signal: listening.signal })
  return () => listening.abort()
}

/** Whether the user can point at things without pressing them. */
export const useCanHover = (): boolean => useSyncExternalStore(subscribe, () => !matchMedia(noHoverQuery).matches)
