import { useId, type ReactNode } from 'react'
import styles from './segmented.module.css'

/** One of the values. `name` is the accessible name; `content` the visible content, if it differs. */
export interface SegmentedOption<V extends string> {
  readonly value: V
  readonly name: string
  readonly content?: ReactNode
}

interface SegmentedProps<V extends string> {
  readonly label: string
  readonly value: V
  readonly options: readonly SegmentedOption<V>[]
  readonly onChange: (value: V) => void
  /** Called when an option is pointed at or focused. */
  readonly onPreview?: (value: V) => void
}

/** A choice between a few values, all of them visible. */
export function Segmented<V extends string>({ label, value, options, onChange, onPreview }: SegmentedProps<V>) {
  const group = useId()
  return (
    <fieldset className={styles.group} aria-label={label}>
      {options.map((option) => (
        <label key={option.value} className={styles.option} title={option.content ? option.name : undefined}>
          <input
            type="radio"
            name={group}
            className={styles.input}
            checked={option.value === value}
            aria-label={option.name}
            onChange={() => onChange(option.value)}
            onPointerEnter={() => onPreview?.(option.value)}
            onFocus={() => onPreview?.(option.value)}
          />
          <span className={styles.content}>{option.content ?? option.name}</span>
        </label>
      ))}
    </fieldset>
  )
}
