import type { ReactNode, Ref } from 'react'
import styles from './button.module.css'
import { once, unlessUnavailable } from './activation.ts'

interface ButtonProps {
  readonly children: ReactNode
  readonly onPress: () => void
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet'
  /** `unavailable`: visible and reachable, but does nothing; `waiting`: not yet, but soon; `busy`: at work, ignores further presses. */
  readonly state?: 'ready' | 'unavailable' | 'waiting' | 'busy'
  /** What it is called, where the word on it does not say enough. */
  readonly label?: string
  readonly describedBy?: string | undefined
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with a word on it. */
export function Button({ children, onPress, look = 'plain', state = 'ready', label, describedBy, ref }: ButtonProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={`${styles.button} ${styles[look] ?? ''}`}
      aria-label={label}
      aria-disabled={state === 'unavailable' || state === 'waiting' || undefined}
      aria-busy={state === 'busy' || state === 'waiting' || undefined}
      aria-describedby={describedBy}
      onKeyDown={once}
      onClick={unlessUnavailable(onPress)}
    >
      {state === 'busy' && <span className={styles.spinner} aria-hidden />}
      {children}
    </button>
  )
}
