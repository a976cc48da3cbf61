import { useCallback, useEffect, useLayoutEffect, useRef } from 'react'

/** Returns a function that calls `callback` with its last argument, once it has not been called for `delayMs` milliseconds. */
export function useDebouncedCallback<A>(callback: (argument: A) => void, delayMs: number): (argument: A) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latestCallback = useRef(callback)
  // After each render, because the timer calls the callback of the latest one.
  useLayoutEffect(() => {
    latestCallback.current = callback
  })
  // Effect: the timer is outside React.
  useEffect(() => () => clearTimeout(timer.current), [])
  return useCallback(
    (argument) => {
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latestCallback.current(argument), delayMs)
    },
    [delayMs],
  )
}
