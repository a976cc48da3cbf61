import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { maxNameLength, maxNoteLength, maxPauseDays } from '#api/contract/requests.ts'
import { closeReasons, requiresNote } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'
import type { ActionFormValues } from '#features/actions/specs/action-spec.ts'
import { actionSpecs } from '#features/actions/specs/action-specs.ts'
import { Field } from '#ui/input/field.tsx'
import type { FieldError } from './action-form.ts'

interface ActionFieldsProps {
  readonly action: Action
  readonly values: ActionFormValues
  readonly onChange: (values: ActionFormValues) => void
  readonly nameToType: string | null
  /** The errors to show now. */
  readonly errors: readonly FieldError[]
  /** Stands below the field for the name of a duplicate. */
  readonly nameNotice: ReactNode
}

/** One field of the form. */
type FieldProps = Omit<ActionFieldsProps, 'errors'> & {
  /** The sentence of the first of these errors that is to be shown now. */
  readonly getError: (...kinds: readonly FieldError[]) => string | null
}

function DaysField({ values, onChange }: FieldProps) {
  const t = useTranslations()
  return (
    <Field label={t('confirm.pauseFor')}>
      {(control) => (
        <select {...control} value={values.days} onChange={(event) => onChange({ ...values, days: Number(event.target.value) })}>
          {Array.from({ length: maxPauseDays }, (_, index) => (
            <option key={index} value={index + 1}>
              {t('duration.days', { count: index + 1 })}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function NewNameField({ values, onChange, getError, nameNotice }: FieldProps) {
  const t = useTranslations()
  return (
    <>
      <Field label={t('confirm.newName')} error={getError('name', 'nameTooLong')}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autoComplete="off"
            value={values.newName}
            onChange={(event) => onChange({ ...values, newName: event.target.value })}
          />
        )}
      </Field>
      {nameNotice}
    </>
  )
}

function ReasonField({ action, values, onChange, getError }: FieldProps) {
  const t = useTranslations()
  const { options, isRequired } = actionSpecs[action].reasons ?? { options: [], isRequired: false }
  return (
    <Field label={t(isRequired ? 'confirm.reason' : 'confirm.reasonOptional')} error={getError('reason')}>
      {(control) => (
        <select
          {...control}
          required={isRequired}
          value={values.reason}
          onChange={(event) => onChange({ ...values, reason: closeReasons.find((reason) => reason === event.target.value) ?? '' })}
        >
          <option value="">{t(isRequired ? 'confirm.chooseReason' : 'confirm.noReason')}</option>
          {options.map((reason) => (
            <option key={reason} value={reason}>
              {t(`ending.${reason}`)}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

function NoteField({ values, onChange, getError }: FieldProps) {
  const t = useTranslations()
  const isRequired = values.reason !== '' && requiresNote(values.reason)
  return (
    <Field label={t(isRequired ? 'confirm.note' : 'confirm.noteOptional')} error={getError('note', 'noteTooLong')}>
      {(control) => (
        <textarea
          {...control}
          dir="auto"
          rows={2}
          required={isRequired}
          value={values.note}
          onChange={(event) => onChange({ ...values, note: event.target.value })}
        />
      )}
    </Field>
  )
}

function TypedNameField({ values, onChange, getError, nameToType }: FieldProps) {
  const t = useTranslations()
  return (
    nameToType !== null && (
      <Field label={t('confirm.typeName')} hint={<bdi translate="no">{nameToType}</bdi>} error={getError('typedNameMissing', 'typedName')}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            required
            value={values.typedName}
            onChange={(event) => onChange({ ...values, typedName: event.target.value })}
          />
        )}
      </Field>
    )
  )
}

const fieldComponents = {
  days: DaysField,
  newName: NewNameField,
  reason: ReasonField,
  note: NoteField,
  typedName: TypedNameField,
} as const satisfies Record<keyof ActionFormValues, (props: FieldProps) => ReactNode>

/** The fields of the action; most actions have none. */
export function ActionFields({ errors, ...props }: ActionFieldsProps) {
  const t = useTranslations()
  const getError = (...kinds: readonly FieldError[]) => {
    const fieldError = kinds.find((kind) => errors.includes(kind))
    return fieldError ? t(`confirm.fieldError.${fieldError}`, { most: fieldError === 'nameTooLong' ? maxNameLength : maxNoteLength }) : null
  }
  return actionSpecs[props.action].fields.map((name) => {
    const Component = fieldComponents[name]
    return <Component key={name} {...props} getError={getError} />
  })
}
