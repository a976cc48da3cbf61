import { useEffect, useEffectEvent, useRef } from 'react'

/** How a panel was closed. `page`: the focus is where the user has put it. */
export type OnPanelClose = (focus: 'button' | 'page') => void

/** Closes a panel as Escape, a press elsewhere and a focus elsewhere do. What is around the panel is its button. */
export function useClosing(onClose: OnPanelClose) {
  const panel = useRef<HTMLElement>(null)
  const isElsewhere = ({ target }: Event) => target instanceof Node && !panel.current?.parentElement?.contains(target)
  const closeOnEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isElsewhere(event)) return
    event.preventDefault()
    onClose('button')
  })
  const closeElsewhere = useEffectEvent((event: Event) => isElsewhere(event) && onClose('page'))
  // Effect, because the listeners are on the document: presses outside of the panel count.
  useEffect(() => {
    const controller = new AbortController()
    const { signal } = controller
    panel.current?.focus({ preventScroll: true })
    // On a small screen its button is far down.
    panel.current?.scrollIntoView({ block: 'nearest' })
    document.addEventListener('keydown', closeOnEscape, { signal })
    document.addEventListener('pointerdown', closeElsewhere, { signal })
    document.addEventListener('focusin', closeElsewhere, { signal })
    return () => controller.abort()
  }, [])
  return panel
}
