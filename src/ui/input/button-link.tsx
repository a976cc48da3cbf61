import { ExternalLink } from 'lucide-react'
import { useRef } from 'react'
import styles from './button.module.css'
import { passFocusTo } from './focus-fallback.ts'

interface ButtonLinkProps {
  readonly children: string
  readonly href: string
  readonly look?: 'plain' | 'primary'
}

/** A link that looks like a button and opens a tab of its own. If it vanishes while it has the focus, that goes back to where it came from. */
export function ButtonLink({ children, href, look = 'plain' }: ButtonLinkProps) {
  const before = useRef<HTMLElement>(null)
  return (
    <a
      ref={passFocusTo(() => (before.current?.isConnected ? before.current : null))}
      href={href}
      target="_blank"
      rel="noopener"
      className={`${styles.button} ${styles[look] ?? ''}`}
      onFocus={({ relatedTarget }) => {
        // Coming back from the other tab is from nowhere.
        if (relatedTarget instanceof HTMLElement) before.current = relatedTarget
      }}
    >
      {children}
      <ExternalLink size={14} aria-hidden />
    </a>
  )
}
