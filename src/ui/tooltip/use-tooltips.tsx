import { useRef, useState, type FocusEvent, type MouseEvent, type PointerEvent } from 'react'
import { listenForHiding } from './shown-tooltip.ts'
import styles from './tooltip.module.css'

const findControl = (target: EventTarget) => (target as Element).closest<HTMLElement>('[data-tooltip]')

const isTooltip = (target: EventTarget) => (target as Element).matches('[role=tooltip]')

/**
 * The tooltips of the controls in one element, as `Tooltip` shows them. Each control names its text in `data-tooltip`. `listeners` belong to
 * the element. `tooltip` is the one that is shown, and belongs into the element: rows with many controls stay light.
 */
export function useTooltips(texts: Readonly<Record<string, string>>) {
  const [control, setControl] = useState<HTMLElement | null>(null)
  const stopListening = useRef(() => {})
  const hide = () => {
    stopListening.current()
    setControl(null)
  }
  const show = (next: HTMLElement) => {
    stopListening.current = listenForHiding(next, hide)
    setControl(next)
  }
  const listeners = {
    onPointerOver: ({ target, relatedTarget, pointerType }: PointerEvent) => {
      const next = findControl(target)
      // A finger that scrolls enters, too. Within one control nothing changes: its tooltip may have been hidden by Escape.
      if (pointerType === 'touch' || isTooltip(target) || (next && relatedTarget && next === findControl(relatedTarget))) return
      if (next) show(next)
      else hide()
    },
    onPointerLeave: hide,
    onFocus: ({ target }: FocusEvent) => {
      const next = findControl(target)
      if (next?.matches(':focus-visible')) show(next)
    },
    onBlur: hide,
    onClick: ({ target }: MouseEvent) => {
      const next = findControl(target)
      if (next?.ariaDisabled === 'true') show(next)
      else hide()
    },
  }
  const text = texts[control?.dataset['tooltip'] ?? '']
  const tooltip = control && text !== undefined && (
    <span
      // An open popover keeps its anchor: each control has a tooltip of its own.
      key={control.dataset['tooltip']}
      // The popover API puts it in the top layer and anchors it to the control.
      ref={(tip) => void tip?.togglePopover?.({ force: true, source: control })}
      role="tooltip"
      popover="manual"
      className={styles.tooltip}
    >
      {text}
    </span>
  )
  return { listeners, tooltip }
}
