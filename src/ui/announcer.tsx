import { createContext, useCallback, useContext, useRef, useState, type ReactNode } from 'react'
import { VisuallyHidden } from './visually-hidden.tsx'

const Announce = createContext<(text: string) => void>(() => {})

/** Says a sentence to people who use a screen reader, once, after whatever focus does next. */
export const useAnnounce = () => useContext(Announce)

/** The live region for what has no place of its own. It exists before anything is said, and waits a moment: text set while focus moves is swallowed. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState('')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const unsaid = useRef<readonly string[]>([])
  const announce = useCallback((text: string) => {
    unsaid.current = [...unsaid.current, text]
    setSaid('')
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      setSaid(unsaid.current.join(' '))
      unsaid.current = []
    }, 150)
  }, [])
  return (
    <Announce value={announce}>
      {children}
      <div role="status" aria-live="polite">
        <VisuallyHidden>{said}</VisuallyHidden>
      </div>
    </Announce>
  )
}
