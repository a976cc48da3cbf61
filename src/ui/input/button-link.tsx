import { ExternalLink } from 'lucide-react'
import { useRef } from 'react'
import styles from './button.module.css'
import { restoreFocusOnUnmount } from './focus-fallback.ts'

interface ButtonLinkProps {
  readonly children: string
  readonly href: string
  readonly variant?: 'plain' | 'primary'
}

/** A link that looks like a button and opens a tab of its own. If it vanishes while it has the focus, that goes back to where it came from. */
export function ButtonLink({ children, href, variant = 'plain' }: ButtonLinkProps) {
  const previousFocus = useRef<HTMLElement>(null)
  return (
    <a
      ref={restoreFocusOnUnmount(() => (previousFocus.current?.isConnected ? previousFocus.current : null))}
      href={href}
      target="_blank"
      rel="noopener"
      className={`${styles.button} ${styles[variant] ?? ''}`}
      onFocus={({ relatedTarget }) => {
        // Coming back from the other tab is from nowhere.
        if (relatedTarget instanceof HTMLElement) previousFocus.current = relatedTarget
      }}
    >
      {children}
      <ExternalLink size={14} aria-hidden />
    </a>
  )
}
