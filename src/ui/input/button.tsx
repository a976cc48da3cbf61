import { useState, type ReactNode, type Ref } from 'react'
import styles from './button.module.css'
import { ignoreKeyRepeat, guardAriaDisabled } from './activation.ts'

interface ButtonProps {
  readonly children: ReactNode
  /** The button is busy until a returned promise is settled. */
  readonly onPress: () => unknown
  /** Called instead while the button is waiting: says what it waits for. */
  readonly onEarlyPress?: (() => void) | undefined
  readonly variant?: 'plain' | 'primary' | 'danger' | 'quiet'
  /**
   * `unavailable`: visible and focusable, but does nothing; `waiting`: available soon, does nothing yet; `busy`: running, ignores further
   * presses.
   */
  readonly state?: 'ready' | 'unavailable' | 'waiting' | 'busy'
  /** Accessible name, if the visible text is not sufficient. */
  readonly label?: string
  readonly describedBy?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

/** A text button. */
export function Button({
  children,
  onPress,
  onEarlyPress,
  variant = 'plain',
  state: stateNow = 'ready',
  label,
  describedBy,
  ref,
}: ButtonProps) {
  const [isRunning, setIsRunning] = useState(false)
  const state = isRunning ? 'busy' : stateNow
  const press = () => {
    const result = onPress()
    if (!(result instanceof Promise)) return
    setIsRunning(true)
    void result.finally(() => setIsRunning(false))
  }
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles.button} ${styles[variant] ?? ''}`}
      aria-label={label}
      aria-disabled={state === 'unavailable' || state === 'waiting' || undefined}
      aria-busy={state === 'busy' || state === 'waiting' || undefined}
      aria-describedby={describedBy}
      onKeyDown={ignoreKeyRepeat}
      onClick={state === 'waiting' ? onEarlyPress : guardAriaDisabled(press)}
    >
      {state === 'busy' && <span className={styles.spinner} aria-hidden />}
      {typeof children === 'string' ? <span>{children}</span> : children}
    </button>
  )
}
