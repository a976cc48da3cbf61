import { Field } from '#ui/input/field.tsx'

interface TypedCountFieldProps {
  readonly label: string
  /** The number that has to be typed, as it is written. */
  readonly hint: string
  readonly value: string
  readonly error: string | null
  readonly onChange: (value: string) => void
}

/** The number of versions, typed to confirm. */
export function TypedCountField({ label, hint, value, error, onChange }: TypedCountFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <input
          {...control}
          inputMode="numeric"
          autoComplete="off"
          spellCheck={false}
          required
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
