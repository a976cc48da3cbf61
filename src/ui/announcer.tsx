import { createContext, useCallback, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

const AnnounceContext = createContext<(text: string) => void>(() => {})

/** Announces a sentence to screen readers, once, after the next focus change. */
export const useAnnounce = () => useContext(AnnounceContext)

/**
 * Live region for messages without a place of their own. Mounted before any message, and delayed: text set during a focus change is lost.
 */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [message, setMessage] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const queue = useRef<readonly string[]>([])
  const announce = useCallback((text: string) => {
    queue.current = [...queue.current, text]
    setMessage('')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setMessage(queue.current.join(' '))
      queue.current = []
    }, 150)
  }, [])
  // Effect: the timer is outside React.
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite">
        <VisuallyHidden>{message}</VisuallyHidden>
      </div>
    </AnnounceContext>
  )
}
