import { useEffect, useRef, type ReactNode } from 'react'
import { useAnnounce } from '#ui/announcer.tsx'
import styles from '#ui/tooltip/tooltip.module.css'

/** How long a confirmation is shown, in milliseconds. */
const confirmationMs = 5_000

interface ConfirmationProps {
  /** A new object shows its text for a few seconds; `null` hides it. */
  readonly done: { readonly text: string } | null
  /** The control whose result it is. */
  readonly children: ReactNode
}

/** Shows and announces beside a control that it has done something that nothing else on the page shows. Nothing moves. */
export function Confirmation({ done, children }: ConfirmationProps) {
  const announce = useAnnounce()
  const bubble = useRef<HTMLSpanElement>(null)
  // Effect, because the top layer and the live region are outside React.
  useEffect(() => {
    const { current } = bubble
    const source = current?.parentElement
    if (done === null || !source) return
    announce(done.text)
    current.togglePopover?.({ force: true, source })
    const hide = () => current.isConnected && current.togglePopover?.(false)
    const timer = setTimeout(hide, confirmationMs)
    return () => {
      clearTimeout(timer)
      hide()
    }
  }, [done, announce])
  return (
    <span className={styles.anchor}>
      {children}
      <span ref={bubble} popover="manual" className={styles.tooltip} aria-hidden>
        {done?.text}
      </span>
    </span>
  )
}
