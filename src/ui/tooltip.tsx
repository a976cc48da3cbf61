import { useRef, type FocusEvent, type MouseEvent, type ReactNode } from 'react'
import styles from './tooltip.module.css'

interface TooltipProps {
  readonly id: string
  /** `null`: there is nothing to say now. The control stays the same when that changes, and keeps the focus. */
  readonly text: ReactNode
  /** The one control it belongs to. It names `id` in `aria-describedby` if the text adds to its name. */
  readonly children: ReactNode
}

/** A sentence beside a control, shown while it is hovered, focused by keyboard, or pressed although unavailable. Escape hides it. */
export function Tooltip({ id, text, children }: TooltipProps) {
  const tip = useRef<HTMLSpanElement>(null)
  const listening = useRef<AbortController>(undefined)
  const hide = () => {
    listening.current?.abort()
    // Taken out of the page meanwhile, it is hidden already.
    if (tip.current?.isConnected) tip.current.togglePopover?.(false)
  }
  // The popover API puts it above everything and ties it to its control; where it is missing the description remains.
  const show = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    hide()
    const { signal } = (listening.current = new AbortController())
    document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), { signal })
    document.addEventListener('pointerdown', (event) => !currentTarget.contains(event.target as Node) && hide(), { signal })
    tip.current?.togglePopover?.({ force: true, source: currentTarget })
  }
  return (
    <span
      role="presentation"
      className={styles.anchor}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={(event: FocusEvent<HTMLElement>) => event.target.matches(':focus-visible') && show(event)}
      onBlur={hide}
      onClick={(event: MouseEvent<HTMLElement>) => (event.currentTarget.querySelector('[aria-disabled=true]') ? show(event) : hide())}
    >
      {children}
      {text !== null && (
        <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.tooltip}>
          {text}
        </span>
      )}
    </span>
  )
}
