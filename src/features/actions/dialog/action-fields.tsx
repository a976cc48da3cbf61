import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { maxNameLength, maxNoteLength } from '#api/contract/requests.ts'
import { closeReasons, requiresNote, type CloseReason } from '#domain/ending-reasons.ts'
import type { Action } from '#domain/lifecycle.ts'
import { Field } from '#ui/input/field.tsx'
import { reasonsFor, type Draft, type Missing } from './action-form.ts'

interface DraftFieldsProps {
  readonly action: Action
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
  readonly nameToType: string | null
  /** What to complain about now. */
  readonly missing: readonly Missing[]
}

const mostDays = 14

/** The fields that the action asks for, none for most. */
export function DraftFields({ action, draft, onChange, nameToType, missing }: DraftFieldsProps) {
  const t = useTranslations()
  const errorOf = (...kinds: readonly Missing[]) => {
    const found = kinds.find((kind) => missing.includes(kind))
    return found ? t(`confirm.missing.${found}`, { most: found === 'nameTooLong' ? maxNameLength : maxNoteLength }) : null
  }
  const offered = reasonsFor[action]
  const optional = action === 'close'
  const noteRequired = draft.reason !== '' && requiresNote(draft.reason)
  const fields: ReactNode[] = []
  if (action === 'pause')
    fields.push(
      <Field key="days" label={t('confirm.pauseFor')}>
        {(control) => (
          <select {...control} value={draft.days} onChange={(event) => onChange({ ...draft, days: Number(event.target.value) })}>
            {Array.from({ length: mostDays }, (_, index) => (
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
      <Field key="name" label={t('confirm.newName')} error={errorOf('name', 'nameTooLong')}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autoComplete="off"
            value={draft.newName}
            onChange={(event) => onChange({ ...draft, newName: event.target.value })}
          />
        )}
      </Field>,
    )
  if (offered !== null)
    fields.push(
      <Field key="reason" label={t(optional ? 'confirm.reasonOptional' : 'confirm.reason')} error={errorOf('reason')}>
        {(control) => (
          <select
            {...control}
            required={!optional}
            value={draft.reason}
            onChange={(event) => onChange({ ...draft, reason: closeReasons.find((reason) => reason === event.target.value) ?? '' })}
          >
            <option value="">{t(optional ? 'confirm.noReason' : 'confirm.chooseReason')}</option>
            {offered.map((reason: CloseReason) => (
              <option key={reason} value={reason}>
                {t(`ending.${reason}`)}
              </option>
            ))}
          </select>
        )}
      </Field>,
      <Field key="note" label={t(noteRequired ? 'confirm.note' : 'confirm.noteOptional')} error={errorOf('note', 'noteTooLong')}>
        {(control) => (
          <textarea
            {...control}
            dir="auto"
            rows={2}
            required={noteRequired}
            value={draft.note}
            onChange={(event) => onChange({ ...draft, note: event.target.value })}
          />
        )}
      </Field>,
    )
  if (nameToType !== null)
    fields.push(
      <Field key="typed" label={t('confirm.typeName')} hint={<bdi>{nameToType}</bdi>} error={errorOf('typedName')}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            required
            value={draft.typedName}
            onChange={(event) => onChange({ ...draft, typedName: event.target.value })}
          />
        )}
      </Field>,
    )
  return fields
}
