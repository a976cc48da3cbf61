import { Fragment, type ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { maxNameLength, maxNoteLength } from '#api/contract/requests.ts'
import { closeReasons, requiresNote, type CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'
import { Field } from '#ui/input/field.tsx'
import { reasonsByAction, type ActionFormValues, type FieldError } from './action-form.ts'

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

const maxPauseDays = 14

/** The fields of the action; most actions have none. */
export function ActionFields({ action, values, onChange, nameToType, errors, nameNotice }: ActionFieldsProps) {
  const t = useTranslations()
  const getError = (...kinds: readonly FieldError[]) => {
    const fieldError = kinds.find((kind) => errors.includes(kind))
    return fieldError ? t(`confirm.fieldError.${fieldError}`, { most: fieldError === 'nameTooLong' ? maxNameLength : maxNoteLength }) : null
  }
  const reasons = reasonsByAction[action]
  const isOptional = action === 'close'
  const isNoteRequired = values.reason !== '' && requiresNote(values.reason)
  const fields: ReactNode[] = []
  if (action === 'pause')
    fields.push(
      <Field key="days" label={t('confirm.pauseFor')}>
        {(control) => (
          <select {...control} value={values.days} onChange={(event) => onChange({ ...values, days: Number(event.target.value) })}>
            {Array.from({ length: maxPauseDays }, (_, index) => (
              <option key={index} value={index + 1}>
                {t('duration.days', { count: index + 1 })}
              </option>
            ))}
          </select>
        )}
      </Field>,
    )
  if (action === 'duplicate')
    fields.push(
      <Field key="name" label={t('confirm.newName')} error={getError('name', 'nameTooLong')}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autoComplete="off"
            value={values.newName}
            onChange={(event) => onChange({ ...values, newName: event.target.value })}
          />
        )}
      </Field>,
      <Fragment key="notice">{nameNotice}</Fragment>,
    )
  if (reasons !== null)
    fields.push(
      <Field key="reason" label={t(isOptional ? 'confirm.reasonOptional' : 'confirm.reason')} error={getError('reason')}>
        {(control) => (
          <select
            {...control}
            required={!isOptional}
            value={values.reason}
            onChange={(event) => onChange({ ...values, reason: closeReasons.find((reason) => reason === event.target.value) ?? '' })}
          >
            <option value="">{t(isOptional ? 'confirm.noReason' : 'confirm.chooseReason')}</option>
            {reasons.map((reason: CloseReason) => (
              <option key={reason} value={reason}>
                {t(`ending.${reason}`)}
              </option>
            ))}
          </select>
        )}
      </Field>,
      <Field key="note" label={t(isNoteRequired ? 'confirm.note' : 'confirm.noteOptional')} error={getError('note', 'noteTooLong')}>
        {(control) => (
          <textarea
            {...control}
            dir="auto"
            rows={2}
            required={isNoteRequired}
            value={values.note}
            onChange={(event) => onChange({ ...values, note: event.target.value })}
          />
        )}
      </Field>,
    )
  if (nameToType !== null)
    fields.push(
      <Field
        key="typed"
        label={t('confirm.typeName')}
        hint={<bdi translate="no">{nameToType}</bdi>}
        error={getError('typedNameMissing', 'typedName')}
      >
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
      </Field>,
    )
  return fields
}
