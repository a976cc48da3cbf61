import { useRef, type KeyboardEvent, type ReactNode, type SyntheticEvent } from 'react'
import styles from './tooltip.module.css'

interface TooltipProps {
  readonly id: string
  readonly text: ReactNode
  /** The one control it belongs to. It names `id` in `aria-describedby` if the text adds to its name. */
  readonly children: ReactNode
}

/** A sentence beside a control, shown while it is hovered, focused by keyboard, or pressed although unavailable. Escape hides it. */
export function Tooltip({ id, text, children }: TooltipProps) {
  const tip = useRef<HTMLSpanElement>(null)
  // The popover API puts it above everything and ties it to its control; where it is missing the description remains.
  const show = (event: SyntheticEvent<HTMLElement>) => tip.current?.togglePopover?.({ force: true, source: event.currentTarget })
  const hide = () => tip.current?.togglePopover?.(false)
  return (
    <span
      role="presentation"
      className={styles.anchor}
      onPointerEnter={show}
      onPointerLeave={hide}
      onFocus={(event) => event.target.matches(':focus-visible') && show(event)}
      onBlur={hide}
      onClick={(event) => (event.currentTarget.querySelector('[aria-disabled=true]') ? show(event) : hide())}
      onKeyDown={(event: KeyboardEvent) => event.key === 'Escape' && hide()}
    >
      {children}
      <span ref={tip} id={id} role="tooltip" popover="manual" className={styles.tooltip}>
        {text}
      </span>
    </span>
  )
}
