import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

const AnnounceContext = createContext<(text: string) => void>(() => {})

/** Says a sentence to people who use a screen reader, once, after whatever focus does next. */
export const useAnnounce = () => useContext(AnnounceContext)

/** The live region for what has no place of its own. It exists before anything is said, and waits a moment: text set while focus moves is swallowed. */
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
  return (
    <AnnounceContext value={announce}>
      {children}
      <div role="status" aria-live="polite">
        <VisuallyHidden>{message}</VisuallyHidden>
      </div>
    </AnnounceContext>
  )
}
