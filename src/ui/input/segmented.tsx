import { useId, type ReactNode } from 'react'
import styles from './segmented.module.css'

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  /** `name` is what is read out; `face` what is shown, where that differs. */
  readonly options: readonly { readonly value: V; readonly name: string; readonly face?: ReactNode }[]
  readonly onChange: (value: V) => void
}

/** A choice between a few values, all of them in sight. */
export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
  const group = useId()
  return (
    <fieldset className={styles.group} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option} title={option.face ? option.name : undefined}>
          <input
            type="radio"
            name={group}
            className={styles.input}
            checked={option.value === value}
            aria-label={option.name}
            onChange={() => onChange(option.value)}
          />
          <span className={styles.face}>{option.face ?? option.name}</span>
        </label>
      ))}
    </fieldset>
  )
}
