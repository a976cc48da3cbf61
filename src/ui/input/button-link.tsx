import { useRef } from 'react'
import { ExternalLinkIcon } from '#ui/icon.tsx'
import styles from './button.module.css'
import { restoreFocusOnUnmount } from './focus-fallback.ts'

interface ButtonLinkProps {
  readonly children: string
  readonly href: string
  readonly variant?: 'plain' | 'primary'
}

/** A link that looks like a button and opens a new tab. If it is unmounted while focused, the focus returns to its previous element. */
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
        // Returning from the other tab has no previous element.
        if (relatedTarget instanceof HTMLElement) previousFocus.current = relatedTarget
      }}
    >
      <span>{children}</span>
      <ExternalLinkIcon size={14} />
    </a>
  )
}
