import { useId, type ReactNode } from 'react'
import styles from './field.module.css'

/** Props of the control: ids that tie label, hint and error to it. */
export interface ControlProps {
  readonly id: string
  readonly 'aria-invalid': true | undefined
  readonly 'aria-describedby': string | undefined
  readonly className: string | undefined
}

interface FieldProps {
  readonly label: ReactNode
  /** The error message; `null` if there is none. */
  readonly error?: string | null
  readonly hint?: ReactNode
  readonly children: (control: ControlProps) => ReactNode
}

/** A labelled control, with its error message below. */
export function Field({ label, error = null, hint, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className={styles.field} data-field>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {hint && (
        <span id={`${id}-hint`} className={styles.hint}>
          {hint}
        </span>
      )}
      {children({
        id,
        'aria-invalid': error ? true : undefined,
        'aria-describedby': described === '' ? undefined : described,
        className: styles.control,
      })}
      {error && (
        <span id={`${id}-error`} className={styles.error} data-error>
          {error}
        </span>
      )}
    </div>
  )
}
