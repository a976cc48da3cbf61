import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Whether the page is being printed. The component renders before the browser takes the page. */
export function useIsPrinting(): boolean {
  const [isPrinting, setIsPrinting] = useState(false)
  // Effect, because printing is outside React. Both events: a preview of the print styles fires no `beforeprint`.
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const update = (next: boolean) => flushSync(() => setIsPrinting(next))
    addEventListener('beforeprint', () => update(true), { signal })
    addEventListener('afterprint', () => update(false), { signal })
    matchMedia('print').addEventListener('change', ({ matches }) => update(matches), { signal })
    return () => listening.abort()
  }, [])
  return isPrinting
}
