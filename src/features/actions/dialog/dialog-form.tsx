import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { Action } from '#domain/lifecycle.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { revealControl } from '#ui/input/reveal-control.ts'
import styles from './action-dialog.module.css'

interface DialogFormProps {
  readonly action: Action
  /** How often the values were refused: each time the first invalid field gets the focus. */
  readonly refusals: number
  /** Called when Enter is pressed in a text field of an action that harms nobody. */
  readonly onEnter: () => void
  readonly children: ReactNode
}

/** A held key submits once. In a text area it writes lines. */
const ignoreEnterRepeat = (event: KeyboardEvent) => {
  if (event.repeat && event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}

/** The form of a dialog. The browser submits it on Enter in a text field, but not for the Enter of an input method editor. */
export function DialogForm({ action, refusals, onEnter, children }: DialogFormProps) {
  const ref = useRef<HTMLFormElement>(null)
  // Effect, because the error of a field is in the document only after it was rendered.
  useEffect(() => {
    const control = refusals > 0 ? ref.current?.querySelector<HTMLElement>('[aria-invalid]') : null
    if (!control) return
    control.focus({ preventScroll: true })
    revealControl(control)
  }, [refusals])
  return (
    <form
      ref={ref}
      // Its dialog is what is announced.
      role="presentation"
      noValidate
      className={styles.fields}
      onKeyDown={ignoreEnterRepeat}
      onSubmit={(event) => {
        event.preventDefault()
        if (actionSpecs[action].confirmsOnEnter) onEnter()
      }}
    >
      {children}
    </form>
  )
}
