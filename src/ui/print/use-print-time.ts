import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * Time at which the page began to be printed, in milliseconds; `null` while it is on screen. The component renders before the browser
 * takes the page.
 */
export function usePrintTime(): number | null {
  const [printTime, setPrintTime] = useState<number | null>(null)
  // Effect, because printing is outside React. Both events: a preview of the print styles fires no `beforeprint`.
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const update = (isPrinting: boolean) => flushSync(() => setPrintTime(isPrinting ? Date.now() : null))
    addEventListener('beforeprint', () => update(true), { signal })
    addEventListener('afterprint', () => update(false), { signal })
    matchMedia('print').addEventListener('change', ({ matches }) => update(matches), { signal })
    return () => listening.abort()
  }, [])
  return printTime
}
