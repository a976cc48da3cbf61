import { useRef, type FocusEvent, type MouseEvent, type PointerEvent, type ReactNode } from 'react'
import { listenForHiding } from './shown-tooltip.ts'
import styles from './tooltip.module.css'

interface TooltipProps {
  readonly id: string
  /** `null`: no tooltip now. The control is not remounted when this changes, so it keeps the focus. */
  readonly text: ReactNode
  /** The control of the tooltip. It refers to `id` in `aria-describedby` if the text adds to its name. */
  readonly children: ReactNode
}

/** Tooltip of a control, shown on hover, on keyboard focus, or on a press while it is unavailable. Escape hides it. */
export function Tooltip({ id, text, children }: TooltipProps) {
  const tip = useRef<HTMLSpanElement>(null)
  const stopListening = useRef(() => {})
  const hide = () => {
    stopListening.current()
    // If it was removed from the page meanwhile, it is hidden already.
    if (tip.current?.isConnected) tip.current.togglePopover?.(false)
  }
  // The popover API puts it in the top layer and anchors it; without the API the accessible description remains.
  const show = ({ currentTarget }: { readonly currentTarget: HTMLElement }) => {
    stopListening.current = listenForHiding(currentTarget, hide)
    tip.current?.togglePopover?.({ force: true, source: currentTarget })
  }
  return (
    <span
      role="presentation"
      className={styles.anchor}
      // A finger that scrolls enters, too.
      onPointerEnter={(event: PointerEvent<HTMLElement>) => event.pointerType !== 'touch' && show(event)}
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
